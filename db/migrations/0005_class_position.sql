-- Where a student stands in a class, without showing a classmate. Runs with the owner's rights and the
-- product's identity because it counts rows the student may not see; it answers aggregates only, and
-- nothing below ten classmates. `student` NULL asks for the whole class.
--
-- The median costs the same at any class size: the course's histogram (with the deltas that wait) names the
-- one-percent band of each middle rank, and an index probe inside that band finds the value.
CREATE FUNCTION class_position(course uuid, student uuid)
RETURNS TABLE (classmates integer, median numeric, below integer, above integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET app.role = 'SYSTEM' AS $$
DECLARE
  buckets integer[];
  moves record;
  own integer;
  everyone integer := 0;
  low integer;
  ranks integer[];
  found integer[] := '{}';
  bucket integer;
  before integer;
  rank integer;
  value integer;
BEGIN
  SELECT histogram INTO buckets FROM course_cards WHERE course_id = course;
  FOR moves IN SELECT bucket_from, bucket_to FROM course_deltas
    WHERE course_id = course AND (bucket_from IS NOT NULL OR bucket_to IS NOT NULL)
  LOOP
    IF moves.bucket_from IS NOT NULL THEN
      buckets[moves.bucket_from + 1] := buckets[moves.bucket_from + 1] - 1;
    END IF;
    IF moves.bucket_to IS NOT NULL THEN
      buckets[moves.bucket_to + 1] := buckets[moves.bucket_to + 1] + 1;
    END IF;
  END LOOP;
  FOREACH value IN ARRAY buckets LOOP
    everyone := everyone + value;
  END LOOP;
  IF student IS NOT NULL THEN
    SELECT avg_completion INTO own FROM enrollments
    WHERE user_id = student AND course_id = course AND role = 'STUDENT' AND status <> 'DROPPED';
  END IF;
  classmates := everyone - (own IS NOT NULL)::int;
  IF classmates < 10 THEN
    RETURN NEXT;
    RETURN;
  END IF;

  -- Ranks count from 0. With the student taken out, rank k of the others is rank k of all if the student
  -- stands above it, else rank k + 1; so up to three neighbouring ranks of all are needed.
  low := (classmates - 1) / 2;
  ranks := ARRAY[low, low + 1, low + 2];
  before := 0;
  bucket := 0;
  FOREACH rank IN ARRAY ranks LOOP
    EXIT WHEN rank >= everyone;
    WHILE before + buckets[bucket + 1] <= rank LOOP
      before := before + buckets[bucket + 1];
      bucket := bucket + 1;
    END LOOP;
    IF bucket = 0 THEN
      value := 0;
    ELSIF bucket = 101 THEN
      value := 10000;
    ELSE
      SELECT e.avg_completion INTO value FROM enrollments e
      WHERE e.course_id = course AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
        AND e.avg_completion BETWEEN greatest((bucket - 1) * 100, 1) AND bucket * 100 - 1
      ORDER BY e.avg_completion, e.user_id DESC OFFSET rank - before LIMIT 1;
    END IF;
    found := found || value;
  END LOOP;
  IF own IS NULL THEN
    median := (found[1] + found[1 + (classmates % 2 = 0)::int]) / 2.0;
    RETURN NEXT;
    RETURN;
  END IF;
  median := ((CASE WHEN own > found[1] THEN found[1] ELSE found[2] END)
    + (CASE WHEN classmates % 2 = 1 THEN (CASE WHEN own > found[1] THEN found[1] ELSE found[2] END)
       WHEN own > found[2] THEN found[2] ELSE found[3] END)) / 2.0;
  below := 0;
  FOR i IN 1..completion_bucket(own) LOOP
    below := below + buckets[i];
  END LOOP;
  above := everyone - below - buckets[completion_bucket(own) + 1];
  RETURN NEXT;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION class_position(uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION class_position(uuid, uuid) TO syllabase_runtime;
