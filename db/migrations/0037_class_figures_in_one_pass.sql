-- What a class is at this moment: its card and the deltas that wait, read in one pass. `histogram` and `middle` as on the
-- card. As the system, because the values around the middle are looked up among enrolments that the asker may not see.
-- Never by a bitmap: only a plain index scan marks the entries of deltas that were folded, and so keeps the next from
-- visiting thousands of them again.
CREATE FUNCTION class_figures(course uuid)
RETURNS TABLE (enrolled integer, completed integer, dropped integer, completion_total bigint, time_total bigint,
  histogram integer[], middle integer[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system
SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
  card record;
  waiting record;
  bucket integer;
BEGIN
  SELECT c.enrolled, c.completed, c.dropped, c.completion_total, c.time_total, c.histogram, c.middle INTO card
  FROM course_cards c WHERE c.course_id = course;
  SELECT coalesce(sum(d.enrolled), 0)::int AS enrolled, coalesce(sum(d.completed), 0)::int AS completed,
    coalesce(sum(d.dropped), 0)::int AS dropped, coalesce(sum(d.completion), 0)::bigint AS completion,
    coalesce(sum(d.time), 0)::bigint AS time,
    bool_or(d.completion <> 0 OR d.enrolled <> 0 OR d.bucket_from IS NOT NULL OR d.bucket_to IS NOT NULL) AS moved,
    coalesce(array_agg(d.bucket_from + 1) FILTER (WHERE d.bucket_from IS NOT NULL), '{}') AS left_from,
    coalesce(array_agg(d.bucket_to + 1) FILTER (WHERE d.bucket_to IS NOT NULL), '{}') AS entered
  INTO waiting FROM course_deltas d WHERE d.course_id = course;
  enrolled := card.enrolled + waiting.enrolled;
  completed := card.completed + waiting.completed;
  dropped := card.dropped + waiting.dropped;
  completion_total := card.completion_total + waiting.completion;
  time_total := card.time_total + waiting.time;
  histogram := card.histogram;
  FOREACH bucket IN ARRAY waiting.left_from LOOP
    histogram[bucket] := histogram[bucket] - 1;
  END LOOP;
  FOREACH bucket IN ARRAY waiting.entered LOOP
    histogram[bucket] := histogram[bucket] + 1;
  END LOOP;
  middle := CASE WHEN waiting.moved OR card.middle IS NULL THEN course_middle(course, histogram) ELSE card.middle END;
  RETURN NEXT;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION class_figures(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION class_figures(uuid) TO syllabase_runtime;
--> statement-breakpoint
-- Where a student stands in a class, as before, from the same pass.
CREATE OR REPLACE FUNCTION class_position(course uuid, student uuid)
RETURNS TABLE (classmates integer, median numeric, below integer, above integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
DECLARE
  figures record;
  own integer;
BEGIN
  SELECT f.enrolled, f.histogram, f.middle INTO figures FROM class_figures(course) f;
  IF student IS NOT NULL THEN
    SELECT avg_completion INTO own FROM enrollments
    WHERE user_id = student AND course_id = course AND role = 'STUDENT' AND status <> 'DROPPED';
  END IF;
  classmates := figures.enrolled - (own IS NOT NULL)::int;
  IF classmates >= 10 THEN
    median := median_of_middle(figures.middle, figures.enrolled, own);
    IF own IS NOT NULL THEN
      below := coalesce((SELECT sum(n) FROM unnest(figures.histogram[1:completion_bucket(own)]) n), 0);
      above := figures.enrolled - below - figures.histogram[completion_bucket(own) + 1];
    END IF;
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- Folds as before. First it looks through the courses of the batch by a plain index scan, which marks the entries of what
-- earlier batches took away: readers of a busy class would visit thousands of them otherwise, until the next vacuum.
CREATE OR REPLACE FUNCTION fold_course_deltas(batch integer) RETURNS integer LANGUAGE plpgsql
SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE
  taken integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('syllabase:fold')) THEN
    RETURN 0;
  END IF;
  PERFORM count(w.time) FROM (
    SELECT DISTINCT course_id FROM (SELECT course_id FROM course_deltas ORDER BY id LIMIT batch) first
  ) c CROSS JOIN LATERAL (SELECT d.time FROM course_deltas d WHERE d.course_id = c.course_id OFFSET 0) w;
  WITH gone AS (
    DELETE FROM course_deltas WHERE id IN (SELECT id FROM course_deltas ORDER BY id LIMIT batch)
    RETURNING course_id, enrolled, completed, dropped, completion, time, bucket_from, bucket_to, day, interactions,
      new_on_day, new_in_week
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
  ), days AS (
    INSERT INTO class_days AS d (course_id, day, students, seconds, interactions)
    SELECT course_id, day, sum(new_on_day), sum(time), sum(interactions) FROM gone JOIN course_cards USING (course_id)
    WHERE day IS NOT NULL GROUP BY 1, 2
    ON CONFLICT (course_id, day) DO UPDATE SET students = d.students + excluded.students,
      seconds = d.seconds + excluded.seconds, interactions = d.interactions + excluded.interactions
  ), weeks AS (
    INSERT INTO class_weeks AS w (course_id, week, students)
    SELECT course_id, week_of(day), sum(new_in_week) FROM gone JOIN course_cards USING (course_id)
    WHERE new_in_week > 0 GROUP BY 1, 2
    ON CONFLICT (course_id, week) DO UPDATE SET students = w.students + excluded.students
  ), folded AS (
    UPDATE course_cards card SET enrolled = card.enrolled + s.enrolled, completed = card.completed + s.completed,
      dropped = card.dropped + s.dropped, completion_total = card.completion_total + s.completion,
      time_total = card.time_total + s.time, histogram = coalesce(h.histogram, card.histogram),
      middle = CASE WHEN s.moved THEN course_middle(card.course_id, h.histogram) ELSE card.middle END
    FROM sums s LEFT JOIN shifted h ON h.course_id = s.course_id
    WHERE card.course_id = s.course_id
  )
  SELECT count(*)::int INTO taken FROM gone;
  RETURN taken;
END $$;
--> statement-breakpoint
-- The averages at the three ranks around the middle of a class (see course_cards.middle). The histogram names the band of
-- each; where the lowest and the highest average of a band are one, as in courses of few sections, nobody in between is
-- visited, and else those alone that are between the rank and the nearer end of its band.
CREATE OR REPLACE FUNCTION course_middle(course uuid, buckets integer[]) RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  everyone integer := (SELECT sum(n) FROM unnest(buckets) n);
  first_rank integer := (everyone - 2) / 2;
  last_rank integer := least(first_rank + 2, everyone - 1);
  before integer := 0;
  bucket integer := 0;
  probed_bucket integer := 0;
  probed_rank integer;
  probed integer[];
  first_place integer;
  last_place integer;
  members integer;
  lowest integer;
  highest integer;
  found integer[] := '{}';
BEGIN
  IF everyone < 2 THEN
    RETURN NULL;
  END IF;
  FOR rank IN first_rank..last_rank LOOP
    WHILE before + buckets[bucket + 1] <= rank LOOP
      before := before + buckets[bucket + 1];
      bucket := bucket + 1;
    END LOOP;
    IF bucket BETWEEN 1 AND 100 AND bucket <> probed_bucket THEN
      probed_bucket := bucket;
      probed_rank := rank;
      lowest := (SELECT e.avg_completion FROM enrollments e
        WHERE e.course_id = course AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
          AND e.avg_completion BETWEEN greatest((bucket - 1) * 100, 1) AND bucket * 100 - 1
        ORDER BY e.avg_completion, e.user_id DESC LIMIT 1);
      highest := (SELECT e.avg_completion FROM enrollments e
        WHERE e.course_id = course AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
          AND e.avg_completion BETWEEN greatest((bucket - 1) * 100, 1) AND bucket * 100 - 1
        ORDER BY e.avg_completion DESC, e.user_id LIMIT 1);
      members := buckets[bucket + 1];
      first_place := rank - before;
      last_place := least(last_rank - before, members - 1);
      IF lowest = highest THEN
        probed := array_fill(lowest, ARRAY[last_place - first_place + 1]);
      ELSIF first_place < members - last_place THEN
        probed := ARRAY(SELECT e.avg_completion FROM enrollments e
          WHERE e.course_id = course AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
            AND e.avg_completion BETWEEN lowest AND highest
          ORDER BY e.avg_completion, e.user_id DESC OFFSET first_place LIMIT last_place - first_place + 1);
      ELSE
        probed := ARRAY(SELECT n.avg_completion FROM (SELECT e.avg_completion, e.user_id FROM enrollments e
          WHERE e.course_id = course AND e.role = 'STUDENT' AND e.status <> 'DROPPED'
            AND e.avg_completion BETWEEN lowest AND highest
          ORDER BY e.avg_completion DESC, e.user_id OFFSET members - 1 - last_place LIMIT last_place - first_place + 1) n
          ORDER BY n.avg_completion, n.user_id DESC);
      END IF;
    END IF;
    found := found || CASE
      WHEN bucket = 0 THEN 0
      WHEN bucket = 101 THEN 10000
      ELSE probed[rank - probed_rank + 1]
    END;
  END LOOP;
  RETURN found;
END $$;
