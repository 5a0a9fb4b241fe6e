-- Folds as before, by a plan that is right whatever the planner believes. A vacuum that met this table between two batches says that it is
-- empty, and the planner goes by that until the next one: taking the batch by IN, and matching courses with their buckets, were then
-- loops within loops, which took minutes for what is a moment's work, so that more and more waited. The batch is a range of ids, and
-- a course's histogram is added up from arrays of its own.
CREATE OR REPLACE FUNCTION fold_course_deltas(batch integer) RETURNS integer LANGUAGE plpgsql
SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE
  last_taken bigint;
  taken integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('syllabase:fold')) THEN
    RETURN 0;
  END IF;
  SELECT max(id) INTO last_taken FROM (SELECT id FROM course_deltas ORDER BY id LIMIT batch) first;
  IF last_taken IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM count(w.time) FROM (SELECT DISTINCT course_id FROM course_deltas WHERE id <= last_taken) c
  CROSS JOIN LATERAL (SELECT d.time FROM course_deltas d WHERE d.course_id = c.course_id OFFSET 0) w;
  WITH gone AS (
    DELETE FROM course_deltas WHERE id <= last_taken
    RETURNING course_id, enrolled, completed, dropped, completion, time, bucket_from, bucket_to, day, interactions,
      new_on_day, new_in_week
  ), sums AS (
    SELECT course_id, count(*) AS n, sum(enrolled)::int AS enrolled, sum(completed)::int AS completed,
      sum(dropped)::int AS dropped, sum(completion)::bigint AS completion, sum(time)::bigint AS time,
      array_agg(bucket_from) FILTER (WHERE bucket_from IS NOT NULL) AS buckets_left,
      array_agg(bucket_to) FILTER (WHERE bucket_to IS NOT NULL) AS buckets_entered,
      bool_or(completion <> 0 OR enrolled <> 0 OR bucket_from IS NOT NULL OR bucket_to IS NOT NULL) AS moved
    FROM gone GROUP BY course_id
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
      time_total = card.time_total + s.time, histogram = s.histogram,
      middle = CASE WHEN s.moved THEN course_middle(card.course_id, s.histogram) ELSE card.middle END
    FROM (
      SELECT t.*, CASE WHEN t.moved THEN (
        SELECT array_agg(n ORDER BY bucket) FROM (
          SELECT bucket, sum(n)::int AS n FROM (
            SELECT place - 1 AS bucket, n FROM unnest(before.histogram) WITH ORDINALITY AS b(n, place)
            UNION ALL
            SELECT bucket, -1 FROM unnest(t.buckets_left) bucket
            UNION ALL
            SELECT bucket, 1 FROM unnest(t.buckets_entered) bucket
          ) parts GROUP BY bucket
        ) after
      ) ELSE before.histogram END AS histogram
      FROM sums t JOIN course_cards before ON before.course_id = t.course_id
    ) s
    WHERE card.course_id = s.course_id
  )
  SELECT count(*)::int INTO taken FROM gone;
  RETURN taken;
END $$;
