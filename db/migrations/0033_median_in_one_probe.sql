-- The averages at the three ranks around the middle of a class (see course_cards.middle): the histogram names the band of
-- the first one, one index probe from there finds it and those behind it. The same cost at any class size.
CREATE OR REPLACE FUNCTION course_middle(course uuid, buckets integer[]) RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  everyone integer := (SELECT sum(n) FROM unnest(buckets) n);
  first_rank integer := (everyone - 2) / 2;
  last_rank integer := least(first_rank + 2, everyone - 1);
  before integer := 0;
  bucket integer := 0;
  found integer[] := '{}';
  probed integer[];
BEGIN
  IF everyone < 2 THEN
    RETURN NULL;
  END IF;
  FOR rank IN first_rank..last_rank LOOP
    WHILE before + buckets[bucket + 1] <= rank LOOP
      before := before + buckets[bucket + 1];
      bucket := bucket + 1;
    END LOOP;
    IF bucket BETWEEN 1 AND 100 AND probed IS NULL THEN
      probed := ARRAY(SELECT e.avg_completion FROM enrollments e
        WHERE e.course_id = course AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
          AND e.avg_completion BETWEEN greatest((bucket - 1) * 100, 1) AND 9999
        ORDER BY e.avg_completion, e.user_id DESC OFFSET rank - before LIMIT last_rank - rank + 1);
    END IF;
    found := found || CASE bucket WHEN 0 THEN 0 WHEN 101 THEN 10000 ELSE probed[1] END;
    IF bucket BETWEEN 1 AND 100 THEN
      probed := probed[2:];
    END IF;
  END LOOP;
  RETURN found;
END $$;
--> statement-breakpoint
-- Where a student stands in a class, as before; the waiting deltas are added up bucket by bucket instead of one by one.
CREATE OR REPLACE FUNCTION class_position(course uuid, student uuid)
RETURNS TABLE (classmates integer, median numeric, below integer, above integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
DECLARE
  card record;
  move record;
  own integer;
  everyone integer;
BEGIN
  SELECT c.histogram, c.middle INTO card FROM course_cards c WHERE c.course_id = course;
  FOR move IN
    SELECT m.bucket, sum(m.n)::int AS n FROM course_deltas d CROSS JOIN LATERAL (VALUES (d.bucket_from, -1), (d.bucket_to, 1)) m(bucket, n)
    WHERE d.course_id = course AND (d.completion <> 0 OR d.enrolled <> 0 OR d.bucket_from IS NOT NULL OR d.bucket_to IS NOT NULL)
    GROUP BY m.bucket
  LOOP
    card.middle := NULL;
    IF move.bucket IS NOT NULL THEN
      card.histogram[move.bucket + 1] := card.histogram[move.bucket + 1] + move.n;
    END IF;
  END LOOP;
  everyone := (SELECT sum(n) FROM unnest(card.histogram) n);
  IF student IS NOT NULL THEN
    SELECT avg_completion INTO own FROM enrollments
    WHERE user_id = student AND course_id = course AND role = 'STUDENT' AND status <> 'DROPPED';
  END IF;
  classmates := everyone - (own IS NOT NULL)::int;
  IF classmates >= 10 THEN
    median := median_of_middle(coalesce(card.middle, course_middle(course, card.histogram)), everyone, own);
    IF own IS NOT NULL THEN
      below := coalesce((SELECT sum(n) FROM unnest(card.histogram[1:completion_bucket(own)]) n), 0);
      above := everyone - below - card.histogram[completion_bucket(own) + 1];
    END IF;
  END IF;
  RETURN NEXT;
END $$;
