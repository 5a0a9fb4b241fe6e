ALTER TABLE "course_deltas" DROP CONSTRAINT "course_deltas_course_id_courses_id_fk";
--> statement-breakpoint
-- Counts a batch of events of one student, each exactly once: progress, day, enrolment and the course's delta change together
-- or not at all. The enrolments are locked in the order of their courses, so what is read afterwards stands still, and two
-- batches never wait for each other in a circle. Few statements do it, since beginning one costs more than what it does; and it
-- runs with its owner's rights, since row security would be asked by each of them about the one student that is checked here.
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
  FOR en IN
    SELECT e.id, e.course_id, e.status, e.course_version, e.avg_completion, e.sections_required, e.sections_completed, i.time_zone
    FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN institutions i ON i.id = c.institution_id
    WHERE e.user_id = student AND e.role = 'STUDENT'
      AND e.course_id = ANY (ARRAY(SELECT j.course FROM jsonb_to_recordset(events) AS j(course uuid)))
    ORDER BY e.course_id FOR UPDATE OF e
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
REVOKE ALL ON FUNCTION record_progress(uuid, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION record_progress(uuid, jsonb) TO syllabase_runtime;
--> statement-breakpoint
-- Adds the waiting deltas of a batch to their cards; returns how many it took. One folder at a time. Those of a
-- course that is gone are dropped.
CREATE OR REPLACE FUNCTION fold_course_deltas(batch integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  taken integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('syllabase:fold')) THEN
    RETURN 0;
  END IF;
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
