-- Whether a student is new on a day was asked for every report, and each asking read all the days of the student in the course: a condition
-- of the join is judged after what it joins was read. It stands within what is read now, so that a heartbeat is spared it.
CREATE OR REPLACE FUNCTION record_progress_together(reports jsonb) RETURNS TABLE (student uuid, outcome text, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held uuid[];
BEGIN
  IF app_role() IS DISTINCT FROM 'SYSTEM' THEN
    RETURN QUERY SELECT j.student, 'rejected', 'not enrolled' FROM jsonb_to_recordset(reports) AS j(student uuid);
    RETURN;
  END IF;
  IF (SELECT count(DISTINCT j.student) < count(*) FROM jsonb_to_recordset(reports) AS j(student uuid)) THEN
    RAISE EXCEPTION 'two reports of one student' USING ERRCODE = 'data_exception';
  END IF;
  held := ARRAY(
    SELECT e.id FROM jsonb_to_recordset(reports) AS j(student uuid, course uuid)
      JOIN enrollments e ON e.user_id = j.student AND e.course_id = j.course AND e.role = 'STUDENT'
    WHERE pg_try_advisory_xact_lock(progress_lock(j.student))
    FOR UPDATE OF e SKIP LOCKED);
  RETURN QUERY
  WITH sent AS MATERIALIZED (
    SELECT j.student AS user_id, j.id, j.course AS course_id, j.lesson, j.section, j.seconds, j.completion, j.difficulty, j.comprehension,
      j.at, e.id AS enrolment, e.status, e.avg_completion, e.course_version, e.sections_required, e.sections_completed,
      (j.at AT TIME ZONE i.time_zone)::date AS day, section_counts(s, e.course_version) AS counts,
      CASE WHEN e.id IS NULL THEN 'not enrolled' WHEN e.id <> ALL (held) THEN 'busy' WHEN e.status = 'DROPPED' THEN 'enrolment ended'
        WHEN (s.course_id, s.lesson_id) IS DISTINCT FROM (j.course, j.lesson) OR s.deleted_at IS NOT NULL THEN 'unknown section' END AS fault
    FROM jsonb_to_recordset(reports) AS j(student uuid, id text, course uuid, lesson uuid, section uuid, seconds int,
        completion numeric(5, 2), difficulty smallint, comprehension numeric(5, 2), at timestamptz)
      LEFT JOIN (enrollments e JOIN courses c ON c.id = e.course_id JOIN institutions i ON i.id = c.institution_id)
        ON e.user_id = j.student AND e.course_id = j.course AND e.role = 'STUDENT'
      LEFT JOIN sections s ON s.id = j.section
  ), fresh AS (
    INSERT INTO progress_events (user_id, event_key)
    SELECT t.user_id, md5(t.id)::uuid FROM sent t WHERE t.fault IS NULL ORDER BY t.user_id
    ON CONFLICT DO NOTHING RETURNING user_id
  ), known AS MATERIALIZED (
    SELECT t.*, p.user_id IS NOT NULL AS seen, p.completed_at AS done_before, p.learning_velocity AS velocity_before,
      p.difficulty_rating AS difficulty_before, p.comprehension_score AS comprehension_before,
      coalesce(p.completion_percentage, 0) AS completion_before,
      -- A day has 86,400 seconds, however many events say so.
      greatest(least(coalesce(t.seconds, 0), 86400 - coalesce(a.seconds, 0)), 0) AS added,
      CASE WHEN a.interactions > 0 OR a.seconds > 0 THEN 0 ELSE w.new_on_day END AS new_on_day,
      CASE WHEN a.interactions > 0 OR a.seconds > 0 THEN 0 ELSE w.new_in_week END AS new_in_week
    FROM fresh f JOIN sent t USING (user_id)
      -- By the whole key at once: asked for its columns one by one, the planner takes the index by section, and reads everybody's.
      LEFT JOIN user_progress p ON p.user_id = t.user_id AND p.course_id = t.course_id
        AND (p.user_id, p.course_id, p.lesson_id, p.section_id) >= (t.user_id, t.course_id, t.lesson, t.section)
        AND (p.user_id, p.course_id, p.lesson_id, p.section_id) <= (t.user_id, t.course_id, t.lesson, t.section)
      LEFT JOIN activity_days a ON a.user_id = t.user_id AND a.course_id = t.course_id AND a.section_id = t.section AND a.day = t.day
      -- Asked only where the section had nothing on that day yet, so a heartbeat does not pay for it.
      CROSS JOIN LATERAL (
        SELECT (bool_or(o.day = t.day) IS NOT TRUE)::int AS new_on_day, (count(*) = 0)::int AS new_in_week
        FROM activity_days o WHERE (a.interactions > 0 OR a.seconds > 0) IS NOT TRUE
          AND o.user_id = t.user_id AND o.course_id = t.course_id
          AND o.day BETWEEN week_of(t.day) AND week_of(t.day) + 6 AND (o.interactions > 0 OR o.seconds > 0)
      ) w
  ), progress AS (
    INSERT INTO user_progress AS p (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at,
      difficulty_rating, difficulty_rated_at, comprehension_score, comprehension_scored_at, first_activity_at, last_activity_at)
    SELECT k.user_id, k.course_id, k.lesson, k.section, k.completion, k.added, CASE WHEN k.completion = 100 THEN k.at END,
      k.difficulty, CASE WHEN k.difficulty IS NOT NULL THEN k.at END,
      k.comprehension, CASE WHEN k.comprehension IS NOT NULL THEN k.at END, k.at, k.at
    FROM known k ORDER BY k.user_id
    ON CONFLICT (user_id, course_id, lesson_id, section_id) DO UPDATE SET
      completion_percentage = greatest(p.completion_percentage, excluded.completion_percentage),
      time_spent = p.time_spent + excluded.time_spent,
      completed_at = least(p.completed_at, excluded.completed_at),
      difficulty_rating = CASE WHEN excluded.difficulty_rating IS NOT NULL AND (p.difficulty_rated_at IS NULL
          OR (excluded.difficulty_rated_at, excluded.difficulty_rating) > (p.difficulty_rated_at, p.difficulty_rating))
        THEN excluded.difficulty_rating ELSE p.difficulty_rating END,
      difficulty_rated_at = greatest(p.difficulty_rated_at, excluded.difficulty_rated_at),
      comprehension_score = CASE WHEN excluded.comprehension_score IS NOT NULL AND (p.comprehension_scored_at IS NULL
          OR (excluded.comprehension_scored_at, excluded.comprehension_score) > (p.comprehension_scored_at, p.comprehension_score))
        THEN excluded.comprehension_score ELSE p.comprehension_score END,
      comprehension_scored_at = greatest(p.comprehension_scored_at, excluded.comprehension_scored_at),
      first_activity_at = least(p.first_activity_at, excluded.first_activity_at),
      last_activity_at = greatest(p.last_activity_at, excluded.last_activity_at),
      updated_at = now()
    RETURNING p.user_id, p.completion_percentage AS completion_now, p.completed_at AS done_now, p.learning_velocity AS velocity_now,
      p.difficulty_rating AS difficulty_now, p.comprehension_score AS comprehension_now
  ), reached AS MATERIALIZED (
    SELECT k.*, p.completion_now, p.done_now, p.velocity_now, p.difficulty_now, p.comprehension_now,
      (k.counts AND p.done_now IS NOT NULL AND k.done_before IS NULL) AS finished,
      k.sections_completed + (k.counts AND p.done_now IS NOT NULL AND k.done_before IS NULL AND k.status <> 'COMPLETED')::int AS sections_done
    FROM known k JOIN progress p USING (user_id)
  ), days AS (
    INSERT INTO activity_days AS a (user_id, course_id, section_id, day, seconds, interactions)
    SELECT k.user_id, k.course_id, k.section, k.day, k.added, 1 FROM known k ORDER BY k.user_id
    ON CONFLICT (user_id, course_id, section_id, day)
    DO UPDATE SET seconds = a.seconds + excluded.seconds, interactions = a.interactions + 1
  ), counted AS (
    UPDATE enrollments e SET
      status = CASE WHEN r.done_at IS NULL THEN e.status ELSE 'COMPLETED' END,
      completed_at = coalesce(r.done_at, e.completed_at),
      sections_completed = r.sections_done,
      completion_sum = e.completion_sum + CASE WHEN r.counts AND e.status <> 'COMPLETED'
        THEN ((r.completion_now - r.completion_before) * 100)::bigint ELSE 0 END,
      progress_rows = e.progress_rows + (NOT r.seen)::int,
      time_spent = e.time_spent + r.added,
      interactions = e.interactions + 1,
      lessons_attempted = e.lessons_attempted + r.new_lesson,
      lessons_completed = e.lessons_completed + r.lesson_done,
      velocity_sum = e.velocity_sum + ((coalesce(r.velocity_now, 0) - coalesce(r.velocity_before, 0)) * 100)::bigint,
      velocity_count = e.velocity_count + num_nonnulls(r.velocity_now) - num_nonnulls(r.velocity_before),
      difficulty_sum = e.difficulty_sum + coalesce(r.difficulty_now, 0) - coalesce(r.difficulty_before, 0),
      difficulty_count = e.difficulty_count + num_nonnulls(r.difficulty_now) - num_nonnulls(r.difficulty_before),
      comprehension_sum = e.comprehension_sum + ((coalesce(r.comprehension_now, 0) - coalesce(r.comprehension_before, 0)) * 100)::bigint,
      comprehension_count = e.comprehension_count + num_nonnulls(r.comprehension_now) - num_nonnulls(r.comprehension_before),
      first_activity_at = least(e.first_activity_at, r.at),
      last_activity_at = greatest(e.last_activity_at, r.at),
      updated_at = now()
    -- What is read here does not see what was written above: of the section itself it knows what was there before.
    FROM (
      SELECT r.*,
        CASE WHEN r.seen THEN 0 ELSE (NOT EXISTS (SELECT FROM user_progress o WHERE o.user_id = r.user_id
          AND o.course_id = r.course_id AND o.lesson_id = r.lesson))::int END AS new_lesson,
        CASE WHEN r.finished THEN (NOT EXISTS (
          SELECT FROM sections s LEFT JOIN user_progress o ON o.user_id = r.user_id AND o.course_id = r.course_id
            AND o.lesson_id = r.lesson AND o.section_id = s.id AND o.completed_at IS NOT NULL
          WHERE s.lesson_id = r.lesson AND s.id <> r.section AND section_counts(s, r.course_version) AND o.user_id IS NULL))::int
          ELSE 0 END AS lesson_done,
        CASE WHEN r.status = 'ACTIVE' AND r.sections_required > 0 AND r.sections_done >= r.sections_required
          THEN greatest(r.done_now, (SELECT max(o.completed_at) FROM user_progress o WHERE o.user_id = r.user_id
            AND o.course_id = r.course_id AND (o.lesson_id, o.section_id) <> (r.lesson, r.section))) END AS done_at
      FROM reached r) r
    WHERE e.id = r.enrolment
    RETURNING e.course_id, r.status AS status_before, e.status AS status_now, r.avg_completion AS completion_before,
      e.avg_completion AS completion_now, r.added, r.day, r.new_on_day, r.new_in_week
  ), deltas AS (
    INSERT INTO course_deltas (course_id, completed, completion, time, bucket_from, bucket_to, day, interactions, new_on_day, new_in_week)
    SELECT c.course_id, (c.status_now <> c.status_before)::int, c.completion_now - c.completion_before, c.added,
      nullif(completion_bucket(c.completion_before), completion_bucket(c.completion_now)),
      nullif(completion_bucket(c.completion_now), completion_bucket(c.completion_before)), c.day, 1, c.new_on_day, c.new_in_week
    FROM counted c
  )
  SELECT t.user_id, CASE WHEN t.fault = 'busy' THEN 'busy' WHEN t.fault IS NOT NULL THEN 'rejected' WHEN f.user_id IS NULL THEN 'duplicate' ELSE 'accepted' END, t.fault
  FROM sent t LEFT JOIN fresh f USING (user_id);
END $$;
