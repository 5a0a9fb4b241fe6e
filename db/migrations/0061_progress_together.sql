-- What shows a group of reports that a student reports elsewhere at this moment: that transaction may hold the id of an event, which the
-- group would have to wait for. Held shared by whatever counts events of the student alone, which waits for groups and never a group for it.
CREATE FUNCTION progress_lock(student uuid) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN hashtextextended('syllabase:progress:' || student::text, 0);
--> statement-breakpoint
-- Counts a batch of events of one student, each exactly once: progress, day, enrolment and the course's delta change together
-- or not at all. The enrolments are locked in the order of their courses, all before anything is written, so what is read
-- afterwards stands still, and two batches never wait for each other in a circle. Few statements do it, since beginning one costs more
-- than what it does; and it runs with its owner's rights, since row security would be asked by each of them about the one student that
-- is checked here.
CREATE OR REPLACE FUNCTION record_progress(student uuid, events jsonb) RETURNS TABLE (event_id text, outcome text, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  en record;
  ev record;
  old record;
  present record;
  handled integer := 0;
  added integer;
  new_on_day integer;
  new_in_week integer;
  new_lesson integer;
  finished boolean;
  lesson_done integer;
  done_at timestamptz;
  completes boolean;
BEGIN
  IF student IS DISTINCT FROM app_user_id() AND app_role() IS DISTINCT FROM 'SYSTEM' THEN
    RETURN QUERY SELECT j.id, 'rejected', 'not enrolled' FROM jsonb_to_recordset(events) AS j(id text);
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(progress_lock(student));
  PERFORM FROM enrollments e WHERE e.user_id = student AND e.role = 'STUDENT'
    AND e.course_id = ANY (ARRAY(SELECT j.course FROM jsonb_to_recordset(events) AS j(course uuid)))
  ORDER BY e.course_id FOR UPDATE;
  FOR en IN
    SELECT e.id, e.course_id, e.status, e.course_version, e.avg_completion, e.sections_required, e.sections_completed, i.time_zone
    FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN institutions i ON i.id = c.institution_id
    WHERE e.user_id = student AND e.role = 'STUDENT'
      AND e.course_id = ANY (ARRAY(SELECT j.course FROM jsonb_to_recordset(events) AS j(course uuid)))
    ORDER BY e.course_id
  LOOP
    completes := false;
    FOR ev IN
      SELECT j.id, j.lesson, j.section, j.seconds, j.completion, j.difficulty, j.comprehension, j.at,
        (j.at AT TIME ZONE en.time_zone)::date AS day, section_counts(s, en.course_version) AS counts, s.id IS NOT NULL AS known
      FROM ROWS FROM (jsonb_to_recordset(events) AS (id text, course uuid, lesson uuid, section uuid, seconds int,
          completion numeric(5, 2), difficulty smallint, comprehension numeric(5, 2), at timestamptz)) WITH ORDINALITY
          AS j(id, course, lesson, section, seconds, completion, difficulty, comprehension, at, place)
        LEFT JOIN sections s ON s.course_id = en.course_id AND s.lesson_id = j.lesson AND s.id = j.section AND s.deleted_at IS NULL
      WHERE j.course = en.course_id ORDER BY j.place
    LOOP
      handled := handled + 1;
      event_id := ev.id;
      reason := CASE WHEN en.status = 'DROPPED' THEN 'enrolment ended' WHEN NOT ev.known THEN 'unknown section' END;
      IF reason IS NOT NULL THEN
        outcome := 'rejected';
        RETURN NEXT;
        CONTINUE;
      END IF;
      INSERT INTO progress_events (user_id, event_key) VALUES (student, md5(ev.id)::uuid) ON CONFLICT DO NOTHING;
      outcome := CASE WHEN FOUND THEN 'accepted' ELSE 'duplicate' END;
      RETURN NEXT;
      CONTINUE WHEN outcome = 'duplicate';

      SELECT p.user_id IS NOT NULL AS seen, p.completed_at, p.learning_velocity, p.difficulty_rating, p.comprehension_score,
        coalesce(p.completion_percentage, 0) AS completion, coalesce(a.seconds, 0) AS seconds,
        coalesce(a.interactions > 0 OR a.seconds > 0, false) AS active
      INTO old
      FROM (VALUES (student)) AS one(user_id)
        LEFT JOIN user_progress p ON p.user_id = one.user_id AND p.course_id = en.course_id AND p.lesson_id = ev.lesson AND p.section_id = ev.section
        LEFT JOIN activity_days a ON a.user_id = one.user_id AND a.course_id = en.course_id AND a.section_id = ev.section AND a.day = ev.day;
      -- A day has 86,400 seconds, however many events say so.
      added := greatest(least(coalesce(ev.seconds, 0), 86400 - old.seconds), 0);

      -- Whether the student is new on the day is asked only where the section had nothing on it yet, so a heartbeat does not
      -- pay for it.
      new_on_day := 0;
      new_in_week := 0;
      IF NOT old.active THEN
        SELECT (bool_or(a.day = ev.day) IS NOT TRUE)::int, (count(*) = 0)::int INTO new_on_day, new_in_week
        FROM activity_days a WHERE a.user_id = student AND a.course_id = en.course_id
          AND a.day BETWEEN week_of(ev.day) AND week_of(ev.day) + 6 AND (a.interactions > 0 OR a.seconds > 0);
      END IF;

      new_lesson := 0;
      IF old.seen THEN
        UPDATE user_progress p SET
          completion_percentage = greatest(p.completion_percentage, ev.completion),
          time_spent = p.time_spent + added,
          completed_at = CASE WHEN ev.completion = 100 THEN least(p.completed_at, ev.at) ELSE p.completed_at END,
          difficulty_rating = CASE WHEN ev.difficulty IS NOT NULL AND (p.difficulty_rated_at IS NULL OR (ev.at, ev.difficulty) > (p.difficulty_rated_at, p.difficulty_rating)) THEN ev.difficulty ELSE p.difficulty_rating END,
          difficulty_rated_at = CASE WHEN ev.difficulty IS NOT NULL THEN greatest(p.difficulty_rated_at, ev.at) ELSE p.difficulty_rated_at END,
          comprehension_score = CASE WHEN ev.comprehension IS NOT NULL AND (p.comprehension_scored_at IS NULL OR (ev.at, ev.comprehension) > (p.comprehension_scored_at, p.comprehension_score)) THEN ev.comprehension ELSE p.comprehension_score END,
          comprehension_scored_at = CASE WHEN ev.comprehension IS NOT NULL THEN greatest(p.comprehension_scored_at, ev.at) ELSE p.comprehension_scored_at END,
          first_activity_at = least(p.first_activity_at, ev.at),
          last_activity_at = greatest(p.last_activity_at, ev.at),
          updated_at = now()
        WHERE p.user_id = student AND p.course_id = en.course_id AND p.lesson_id = ev.lesson AND p.section_id = ev.section
        RETURNING p.completion_percentage AS completion, p.completed_at, p.learning_velocity, p.difficulty_rating, p.comprehension_score
        INTO present;
      ELSE
        INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at,
          difficulty_rating, difficulty_rated_at, comprehension_score, comprehension_scored_at, first_activity_at, last_activity_at)
        VALUES (student, en.course_id, ev.lesson, ev.section, ev.completion, added, CASE WHEN ev.completion = 100 THEN ev.at END,
          ev.difficulty, CASE WHEN ev.difficulty IS NOT NULL THEN ev.at END,
          ev.comprehension, CASE WHEN ev.comprehension IS NOT NULL THEN ev.at END, ev.at, ev.at)
        RETURNING completion_percentage AS completion, completed_at, learning_velocity, difficulty_rating, comprehension_score
        INTO present;
        new_lesson := (NOT EXISTS (SELECT FROM user_progress p WHERE p.user_id = student AND p.course_id = en.course_id
          AND p.lesson_id = ev.lesson AND p.section_id <> ev.section))::int;
      END IF;

      finished := ev.counts AND present.completed_at IS NOT NULL AND old.completed_at IS NULL;
      lesson_done := 0;
      IF finished THEN
        lesson_done := (NOT EXISTS (
          SELECT FROM sections s LEFT JOIN user_progress p ON p.user_id = student AND p.course_id = en.course_id
            AND p.lesson_id = ev.lesson AND p.section_id = s.id AND p.completed_at IS NOT NULL
          WHERE s.lesson_id = ev.lesson AND section_counts(s, en.course_version) AND p.user_id IS NULL))::int;
      END IF;
      IF finished AND en.status <> 'COMPLETED' THEN
        en.sections_completed := en.sections_completed + 1;
      END IF;
      done_at := NULL;
      IF en.status = 'ACTIVE' AND en.sections_required > 0 AND en.sections_completed >= en.sections_required THEN
        done_at := (SELECT max(p.completed_at) FROM user_progress p WHERE p.user_id = student AND p.course_id = en.course_id);
        completes := true;
      END IF;

      WITH day AS (
        INSERT INTO activity_days AS a (user_id, course_id, section_id, day, seconds, interactions)
        VALUES (student, en.course_id, ev.section, ev.day, added, 1)
        ON CONFLICT (user_id, course_id, section_id, day)
        DO UPDATE SET seconds = a.seconds + excluded.seconds, interactions = a.interactions + 1
      ), enrolment AS (
        UPDATE enrollments e SET
          status = CASE WHEN done_at IS NULL THEN e.status ELSE 'COMPLETED' END,
          completed_at = coalesce(done_at, e.completed_at),
          sections_completed = en.sections_completed,
          completion_sum = e.completion_sum + CASE WHEN ev.counts AND e.status <> 'COMPLETED'
            THEN ((present.completion - old.completion) * 100)::bigint ELSE 0 END,
          progress_rows = e.progress_rows + (NOT old.seen)::int,
          time_spent = e.time_spent + added,
          interactions = e.interactions + 1,
          lessons_attempted = e.lessons_attempted + new_lesson,
          lessons_completed = e.lessons_completed + lesson_done,
          velocity_sum = e.velocity_sum + ((coalesce(present.learning_velocity, 0) - coalesce(old.learning_velocity, 0)) * 100)::bigint,
          velocity_count = e.velocity_count + num_nonnulls(present.learning_velocity) - num_nonnulls(old.learning_velocity),
          difficulty_sum = e.difficulty_sum + coalesce(present.difficulty_rating, 0) - coalesce(old.difficulty_rating, 0),
          difficulty_count = e.difficulty_count + num_nonnulls(present.difficulty_rating) - num_nonnulls(old.difficulty_rating),
          comprehension_sum = e.comprehension_sum
            + ((coalesce(present.comprehension_score, 0) - coalesce(old.comprehension_score, 0)) * 100)::bigint,
          comprehension_count = e.comprehension_count + num_nonnulls(present.comprehension_score) - num_nonnulls(old.comprehension_score),
          first_activity_at = least(e.first_activity_at, ev.at),
          last_activity_at = greatest(e.last_activity_at, ev.at),
          updated_at = now()
        WHERE e.id = en.id RETURNING e.status, e.avg_completion
      ), delta AS (
        INSERT INTO course_deltas (course_id, completed, completion, time, bucket_from, bucket_to, day, interactions, new_on_day, new_in_week)
        SELECT en.course_id, (e.status <> en.status)::int, e.avg_completion - en.avg_completion, added,
          nullif(completion_bucket(en.avg_completion), completion_bucket(e.avg_completion)),
          nullif(completion_bucket(e.avg_completion), completion_bucket(en.avg_completion)), ev.day, 1, new_on_day, new_in_week
        FROM enrolment e
      )
      SELECT e.status, e.avg_completion INTO en.status, en.avg_completion FROM enrolment e;
    END LOOP;
    -- A later event of the batch may tell that a section was finished earlier.
    IF completes THEN
      UPDATE enrollments e SET completed_at = p.completed_at
      FROM (SELECT max(completed_at) AS completed_at FROM user_progress WHERE user_id = student AND course_id = en.course_id) p
      WHERE e.id = en.id AND e.completed_at <> p.completed_at;
    END IF;
  END LOOP;

  IF handled < jsonb_array_length(events) THEN
    RETURN QUERY SELECT j.id, 'rejected', 'not enrolled' FROM jsonb_to_recordset(events) AS j(id text, course uuid)
      WHERE NOT EXISTS (SELECT FROM enrollments e WHERE e.user_id = student AND e.course_id = j.course AND e.role = 'STUDENT');
  END IF;
END $$;
--> statement-breakpoint
-- Counts one event of each of several students, all or none: what `record_progress` does for one student, in as many statements for
-- many. The enrolments are locked first, so that what is read afterwards stands still; one that somebody else holds, and a student who
-- reports elsewhere at this moment, is left out as `busy`, so that nobody waits for another one's. No two events are of one student, so
-- that none of them builds on another one.
CREATE FUNCTION record_progress_together(reports jsonb) RETURNS TABLE (student uuid, outcome text, reason text)
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
      coalesce(w.new_on_day, 0) AS new_on_day, coalesce(w.new_in_week, 0) AS new_in_week
    FROM fresh f JOIN sent t USING (user_id)
      -- By the whole key at once: asked for its columns one by one, the planner takes the index by section, and reads everybody's.
      LEFT JOIN user_progress p ON p.user_id = t.user_id AND p.course_id = t.course_id
        AND (p.user_id, p.course_id, p.lesson_id, p.section_id) >= (t.user_id, t.course_id, t.lesson, t.section)
        AND (p.user_id, p.course_id, p.lesson_id, p.section_id) <= (t.user_id, t.course_id, t.lesson, t.section)
      LEFT JOIN activity_days a ON a.user_id = t.user_id AND a.course_id = t.course_id AND a.section_id = t.section AND a.day = t.day
      -- Asked only where the section had nothing on that day yet, so a heartbeat does not pay for it.
      LEFT JOIN LATERAL (
        SELECT (bool_or(o.day = t.day) IS NOT TRUE)::int AS new_on_day, (count(*) = 0)::int AS new_in_week
        FROM activity_days o WHERE o.user_id = t.user_id AND o.course_id = t.course_id
          AND o.day BETWEEN week_of(t.day) AND week_of(t.day) + 6 AND (o.interactions > 0 OR o.seconds > 0)
      ) w ON (a.interactions > 0 OR a.seconds > 0) IS NOT TRUE
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION record_progress_together(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION record_progress_together(jsonb) TO syllabase_runtime;
