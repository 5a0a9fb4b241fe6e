ALTER TABLE "course_cards" ADD COLUMN "middle" integer[];--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "person_name" varchar(255) DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE FUNCTION copy_name_to_enrollment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT display_name INTO NEW.person_name FROM users WHERE id = NEW.user_id;
  NEW.person_name := coalesce(NEW.person_name, '');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER copy_name BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION copy_name_to_enrollment();
--> statement-breakpoint
-- Runs as the product: whoever may rename a person need not be able to change that person's enrolments.
CREATE OR REPLACE FUNCTION copy_name_to_cards() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public SET app.role = 'SYSTEM' AS $$
BEGIN
  IF TG_TABLE_NAME = 'users' THEN
    UPDATE course_cards SET instructor_name = NEW.display_name WHERE instructor_id = NEW.id;
    UPDATE enrollments SET person_name = NEW.display_name WHERE user_id = NEW.id;
  ELSE
    UPDATE course_cards SET institution_name = NEW.name WHERE institution_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint

-- The averages at the three ranks around the middle of a class (see course_cards.middle): the histogram names
-- the band of each rank, an index probe inside the band finds the value. The same cost at any class size.
CREATE FUNCTION course_middle(course uuid, buckets integer[]) RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  everyone integer := (SELECT sum(n) FROM unnest(buckets) n);
  first_rank integer := (everyone - 2) / 2;
  before integer := 0;
  bucket integer := 0;
  found integer[] := '{}';
  value integer;
BEGIN
  IF everyone < 2 THEN
    RETURN NULL;
  END IF;
  FOR rank IN first_rank..least(first_rank + 2, everyone - 1) LOOP
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
  RETURN found;
END $$;
--> statement-breakpoint
-- The median of a class in hundredths of a percent, without the student whose average is `own` (NULL: of
-- everybody). With one value taken out, rank k of the others is rank k of all where `own` lies above it, else k + 1.
CREATE FUNCTION median_of_middle(middle integer[], everyone integer, own integer) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
  WHEN own IS NULL AND everyone % 2 = 1 THEN middle[2]
  WHEN own IS NULL THEN (middle[1] + middle[2]) / 2.0
  WHEN everyone % 2 = 0 THEN CASE WHEN own > middle[1] THEN middle[1] ELSE middle[2] END
  ELSE ((CASE WHEN own > middle[1] THEN middle[1] ELSE middle[2] END)
    + (CASE WHEN own > middle[2] THEN middle[2] ELSE middle[3] END)) / 2.0
END;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION class_position(course uuid, student uuid)
RETURNS TABLE (classmates integer, median numeric, below integer, above integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET app.role = 'SYSTEM' AS $$
DECLARE
  card course_cards%ROWTYPE;
  move record;
  own integer;
  everyone integer;
  waiting boolean := false;
BEGIN
  SELECT * INTO card FROM course_cards WHERE course_id = course;
  FOR move IN SELECT bucket_from, bucket_to FROM course_deltas
    WHERE course_id = course AND (completion <> 0 OR enrolled <> 0 OR bucket_from IS NOT NULL OR bucket_to IS NOT NULL)
  LOOP
    waiting := true;
    IF move.bucket_from IS NOT NULL THEN
      card.histogram[move.bucket_from + 1] := card.histogram[move.bucket_from + 1] - 1;
    END IF;
    IF move.bucket_to IS NOT NULL THEN
      card.histogram[move.bucket_to + 1] := card.histogram[move.bucket_to + 1] + 1;
    END IF;
  END LOOP;
  everyone := (SELECT sum(n) FROM unnest(card.histogram) n);
  IF student IS NOT NULL THEN
    SELECT avg_completion INTO own FROM enrollments
    WHERE user_id = student AND course_id = course AND role = 'STUDENT' AND status <> 'DROPPED';
  END IF;
  classmates := everyone - (own IS NOT NULL)::int;
  IF classmates >= 10 THEN
    median := median_of_middle(CASE WHEN waiting THEN course_middle(course, card.histogram) ELSE card.middle END, everyone, own);
    IF own IS NOT NULL THEN
      below := coalesce((SELECT sum(n) FROM unnest(card.histogram[1:completion_bucket(own)]) n), 0);
      above := everyone - below - card.histogram[completion_bucket(own) + 1];
    END IF;
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION fold_course_deltas(batch integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  taken integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('syllabase:fold')) THEN
    RETURN 0;
  END IF;
  WITH gone AS (
    DELETE FROM course_deltas WHERE id IN (SELECT id FROM course_deltas ORDER BY id LIMIT batch)
    RETURNING course_id, enrolled, completed, dropped, completion, time, bucket_from, bucket_to
  ), sums AS (
    SELECT course_id, count(*) AS n, sum(enrolled)::int AS enrolled, sum(completed)::int AS completed,
      sum(dropped)::int AS dropped, sum(completion)::bigint AS completion, sum(time)::bigint AS time,
      bool_or(completion <> 0 OR enrolled <> 0 OR bucket_from IS NOT NULL OR bucket_to IS NOT NULL) AS moved
    FROM gone GROUP BY course_id
  ), moves AS (
    SELECT course_id, bucket, sum(n)::int AS n FROM (
      SELECT course_id, bucket_from AS bucket, -1 AS n FROM gone WHERE bucket_from IS NOT NULL
      UNION ALL
      SELECT course_id, bucket_to, 1 FROM gone WHERE bucket_to IS NOT NULL
    ) m GROUP BY course_id, bucket
  ), shifted AS (
    SELECT s.course_id, (
      SELECT array_agg(card.histogram[b + 1] + coalesce(m.n, 0) ORDER BY b)
      FROM generate_series(0, 101) b LEFT JOIN moves m ON m.course_id = s.course_id AND m.bucket = b) AS histogram
    FROM sums s JOIN course_cards card ON card.course_id = s.course_id WHERE s.moved
  ), folded AS (
    UPDATE course_cards card SET enrolled = card.enrolled + s.enrolled, completed = card.completed + s.completed,
      dropped = card.dropped + s.dropped, completion_total = card.completion_total + s.completion,
      time_total = card.time_total + s.time, histogram = coalesce(h.histogram, card.histogram),
      middle = CASE WHEN s.moved THEN course_middle(card.course_id, h.histogram) ELSE card.middle END
    FROM sums s LEFT JOIN shifted h ON h.course_id = s.course_id
    WHERE card.course_id = s.course_id RETURNING s.n
  )
  SELECT coalesce(sum(n), 0)::int INTO taken FROM folded;
  RETURN taken;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION rebuild_course_cards(courses_to_rebuild uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('syllabase:fold'));
  WITH gone AS (
    DELETE FROM course_deltas WHERE course_id = ANY (courses_to_rebuild)
  )
  UPDATE course_cards card SET enrolled = t.enrolled, completed = t.completed, dropped = t.dropped,
    completion_total = t.completion_total, time_total = t.time_total, histogram = t.histogram,
    middle = course_middle(t.course_id, t.histogram)
  FROM course_totals t WHERE t.course_id = card.course_id AND card.course_id = ANY (courses_to_rebuild);
END $$;
