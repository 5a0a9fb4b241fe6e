CREATE TABLE "class_days" (
	"course_id" uuid NOT NULL,
	"day" date NOT NULL,
	"students" integer NOT NULL,
	"seconds" bigint NOT NULL,
	"interactions" bigint NOT NULL,
	CONSTRAINT "class_days_course_id_day_pk" PRIMARY KEY("course_id","day")
);
--> statement-breakpoint
CREATE TABLE "class_weeks" (
	"course_id" uuid NOT NULL,
	"week" date NOT NULL,
	"students" integer NOT NULL,
	CONSTRAINT "class_weeks_course_id_week_pk" PRIMARY KEY("course_id","week")
);
--> statement-breakpoint
-- False for the courses that exist by now: the worker counts them. New ones begin with nothing to count.
ALTER TABLE "course_cards" ADD COLUMN "activity_counted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "course_cards" ALTER COLUMN "activity_counted" SET DEFAULT true;--> statement-breakpoint
ALTER TABLE "course_deltas" ADD COLUMN "day" date;--> statement-breakpoint
ALTER TABLE "course_deltas" ADD COLUMN "interactions" integer;--> statement-breakpoint
ALTER TABLE "course_deltas" ADD COLUMN "new_on_day" integer;--> statement-breakpoint
ALTER TABLE "course_deltas" ADD COLUMN "new_in_week" integer;--> statement-breakpoint
ALTER TABLE "class_days" ADD CONSTRAINT "class_days_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_weeks" ADD CONSTRAINT "class_weeks_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- The Monday of a day's week.
CREATE FUNCTION week_of(day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN day - (extract(isodow FROM day)::int - 1);
--> statement-breakpoint
-- What class_days and class_weeks must hold, computed from the rows: the one definition. A day on which a
-- correction left neither time nor interactions is none.
CREATE VIEW class_day_totals WITH (security_invoker = true) AS
SELECT course_id, day, count(*)::int AS students, sum(seconds)::bigint AS seconds, sum(interactions)::bigint AS interactions
FROM (
  SELECT a.course_id, a.day, a.user_id, sum(a.seconds) AS seconds, sum(a.interactions) AS interactions
  FROM enrollments e JOIN activity_days a ON a.user_id = e.user_id AND a.course_id = e.course_id
  WHERE e.role = 'STUDENT' AND (a.interactions > 0 OR a.seconds > 0)
  GROUP BY a.course_id, a.day, a.user_id
) per_student GROUP BY course_id, day;
--> statement-breakpoint
CREATE VIEW class_week_totals WITH (security_invoker = true) AS
SELECT course_id, week, count(*)::int AS students
FROM (
  SELECT a.course_id, week_of(a.day) AS week, a.user_id
  FROM enrollments e JOIN activity_days a ON a.user_id = e.user_id AND a.course_id = e.course_id
  WHERE e.role = 'STUDENT' AND (a.interactions > 0 OR a.seconds > 0)
  GROUP BY a.course_id, week_of(a.day), a.user_id
) per_student GROUP BY course_id, week;
--> statement-breakpoint
ALTER TABLE class_days FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE class_days ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY class_days_read ON class_days FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY class_days_insert ON class_days FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY class_days_update ON class_days FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY class_days_delete ON class_days FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
ALTER TABLE class_weeks FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE class_weeks ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY class_weeks_read ON class_weeks FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY class_weeks_insert ON class_weeks FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY class_weeks_update ON class_weeks FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY class_weeks_delete ON class_weeks FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON class_days, class_weeks TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT ON class_day_totals, class_week_totals TO syllabase_runtime;
--> statement-breakpoint
-- Adds the waiting deltas of a batch to their cards; returns how many it took. One folder at a time.
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
    SELECT course_id, day, sum(new_on_day), sum(time), sum(interactions) FROM gone WHERE day IS NOT NULL GROUP BY 1, 2
    ON CONFLICT (course_id, day) DO UPDATE SET students = d.students + excluded.students,
      seconds = d.seconds + excluded.seconds, interactions = d.interactions + excluded.interactions
  ), weeks AS (
    INSERT INTO class_weeks AS w (course_id, week, students)
    SELECT course_id, week_of(day), sum(new_in_week) FROM gone WHERE new_in_week > 0 GROUP BY 1, 2
    ON CONFLICT (course_id, week) DO UPDATE SET students = w.students + excluded.students
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
-- Sets cards from their enrolments and the activity of classes from its rows: after an import or a repair. The waiting deltas that this snapshot sees
-- are contained in the rows it sees; later ones stay and are added by reads and the next fold.
CREATE OR REPLACE FUNCTION rebuild_course_cards(courses_to_rebuild uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('syllabase:fold'));
  WITH gone AS (
    DELETE FROM course_deltas WHERE course_id = ANY (courses_to_rebuild)
  ), day_totals AS MATERIALIZED (
    SELECT * FROM class_day_totals WHERE course_id = ANY (courses_to_rebuild)
  ), week_totals AS MATERIALIZED (
    SELECT * FROM class_week_totals WHERE course_id = ANY (courses_to_rebuild)
  ), days_gone AS (
    DELETE FROM class_days d WHERE d.course_id = ANY (courses_to_rebuild)
      AND (d.course_id, d.day) NOT IN (SELECT course_id, day FROM day_totals)
  ), weeks_gone AS (
    DELETE FROM class_weeks w WHERE w.course_id = ANY (courses_to_rebuild)
      AND (w.course_id, w.week) NOT IN (SELECT course_id, week FROM week_totals)
  ), days AS (
    INSERT INTO class_days AS d (course_id, day, students, seconds, interactions)
    SELECT course_id, day, students, seconds, interactions FROM day_totals
    ON CONFLICT (course_id, day) DO UPDATE SET students = excluded.students, seconds = excluded.seconds,
      interactions = excluded.interactions
    WHERE (d.students, d.seconds, d.interactions) IS DISTINCT FROM (excluded.students, excluded.seconds, excluded.interactions)
  ), weeks AS (
    INSERT INTO class_weeks AS w (course_id, week, students) SELECT course_id, week, students FROM week_totals
    ON CONFLICT (course_id, week) DO UPDATE SET students = excluded.students WHERE w.students <> excluded.students
  )
  UPDATE course_cards card SET activity_counted = true, enrolled = t.enrolled, completed = t.completed, dropped = t.dropped,
    completion_total = t.completion_total, time_total = t.time_total, histogram = t.histogram,
    middle = course_middle(t.course_id, t.histogram)
  FROM course_totals t WHERE t.course_id = card.course_id AND card.course_id = ANY (courses_to_rebuild);
END $$;
--> statement-breakpoint
-- Counts a batch of one student's progress events exactly once, with everything that follows from them, in
-- one round trip. The enrolment row is locked first, so that all writers of one student's course take turns
-- and students never wait for each other. Every step commutes (maximum, sum, latest by event time), so the
-- order in which events arrive does not matter.
CREATE OR REPLACE FUNCTION record_progress(student uuid, events jsonb) RETURNS TABLE (event_id text, outcome text, reason text)
LANGUAGE plpgsql AS $$
DECLARE
  target record;
  ev record;
  sec record;
  en enrollments%ROWTYPE;
  old user_progress%ROWTYPE;
  now_row user_progress%ROWTYPE;
  was enrollments%ROWTYPE;
  zone text;
  counted boolean;
  added integer;
  on_day date;
  active boolean;
  first_of_day boolean;
  first_of_week boolean;
  tally course_deltas%ROWTYPE;
BEGIN
  FOR target IN
    SELECT DISTINCT e.course FROM jsonb_to_recordset(events) AS e(course uuid) ORDER BY 1
  LOOP
    SELECT * INTO en FROM enrollments WHERE user_id = student AND course_id = target.course AND role = 'STUDENT' FOR UPDATE;
    was := en;
    tally := NULL;
    IF en.id IS NOT NULL THEN
      SELECT i.time_zone INTO zone FROM courses c JOIN institutions i ON i.id = c.institution_id WHERE c.id = target.course;
    END IF;
    FOR ev IN
      SELECT e.* FROM jsonb_to_recordset(events) AS e(id text, course uuid, lesson uuid, section uuid, seconds int,
        completion numeric(5, 2), difficulty smallint, comprehension numeric(5, 2), at timestamptz)
      WHERE e.course = target.course
    LOOP
      event_id := ev.id;
      reason := NULL;
      outcome := 'rejected';
      IF en.id IS NULL THEN
        reason := 'not enrolled';
        RETURN NEXT;
        CONTINUE;
      ELSIF en.status = 'DROPPED' THEN
        reason := 'enrolment ended';
        RETURN NEXT;
        CONTINUE;
      END IF;
      SELECT section_counts(s, en.course_version) AS counts INTO sec FROM sections s
      WHERE s.course_id = ev.course AND s.lesson_id = ev.lesson AND s.id = ev.section AND s.deleted_at IS NULL;
      IF NOT FOUND THEN
        reason := 'unknown section';
        RETURN NEXT;
        CONTINUE;
      END IF;
      counted := sec.counts;
      INSERT INTO progress_events (user_id, event_key) VALUES (student, md5(ev.id)::uuid) ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        outcome := 'duplicate';
        RETURN NEXT;
        CONTINUE;
      END IF;
      outcome := 'accepted';
      RETURN NEXT;

      -- A day has 86,400 seconds, however many events say so.
      on_day := (ev.at AT TIME ZONE zone)::date;
      SELECT greatest(least(ev.seconds, 86400 - a.seconds), 0), a.interactions > 0 OR a.seconds > 0 INTO added, active
      FROM activity_days a
      WHERE a.user_id = student AND a.course_id = ev.course AND a.section_id = ev.section AND a.day = on_day;
      IF NOT FOUND THEN
        added := ev.seconds;
        active := false;
      END IF;

      -- One delta a day of the batch: nearly always one. Whether the student is new on the day is asked only where
      -- the section had nothing on it yet, so a heartbeat does not pay for it.
      IF on_day IS DISTINCT FROM tally.day THEN
        IF tally.day IS NOT NULL THEN
          INSERT INTO course_deltas (course_id, time, day, interactions, new_on_day, new_in_week)
          VALUES (en.course_id, tally.time, tally.day, tally.interactions, tally.new_on_day, tally.new_in_week);
        END IF;
        tally.day := on_day;
        tally.time := 0;
        tally.interactions := 0;
        tally.new_on_day := 0;
        tally.new_in_week := 0;
      END IF;
      IF NOT active THEN
        SELECT bool_or(a.day = on_day) IS NOT TRUE, count(*) = 0 INTO first_of_day, first_of_week
        FROM activity_days a WHERE a.user_id = student AND a.course_id = ev.course
          AND a.day BETWEEN week_of(on_day) AND week_of(on_day) + 6 AND (a.interactions > 0 OR a.seconds > 0);
        tally.new_on_day := tally.new_on_day + first_of_day::int;
        tally.new_in_week := tally.new_in_week + first_of_week::int;
      END IF;
      tally.time := tally.time + added;
      tally.interactions := tally.interactions + 1;

      SELECT * INTO old FROM user_progress
      WHERE user_id = student AND course_id = ev.course AND lesson_id = ev.lesson AND section_id = ev.section;
      IF FOUND THEN
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
        WHERE p.user_id = student AND p.course_id = ev.course AND p.lesson_id = ev.lesson AND p.section_id = ev.section
        RETURNING * INTO now_row;
      ELSE
        INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at,
          difficulty_rating, difficulty_rated_at, comprehension_score, comprehension_scored_at, first_activity_at, last_activity_at)
        VALUES (student, ev.course, ev.lesson, ev.section, ev.completion, added,
          CASE WHEN ev.completion = 100 THEN ev.at END,
          ev.difficulty, CASE WHEN ev.difficulty IS NOT NULL THEN ev.at END,
          ev.comprehension, CASE WHEN ev.comprehension IS NOT NULL THEN ev.at END, ev.at, ev.at)
        RETURNING * INTO now_row;
        en.progress_rows := en.progress_rows + 1;
        IF NOT EXISTS (SELECT 1 FROM user_progress p WHERE p.user_id = student AND p.course_id = ev.course
          AND p.lesson_id = ev.lesson AND p.section_id <> ev.section) THEN
          en.lessons_attempted := en.lessons_attempted + 1;
        END IF;
      END IF;

      INSERT INTO activity_days AS a (user_id, course_id, section_id, day, seconds, interactions)
      VALUES (student, ev.course, ev.section, on_day, added, 1)
      ON CONFLICT (user_id, course_id, section_id, day)
      DO UPDATE SET seconds = a.seconds + excluded.seconds, interactions = a.interactions + 1;

      IF counted THEN
        IF en.status <> 'COMPLETED' THEN
          en.completion_sum := en.completion_sum
            + ((now_row.completion_percentage - coalesce(old.completion_percentage, 0)) * 100)::bigint;
          en.sections_completed := en.sections_completed
            + (now_row.completed_at IS NOT NULL AND old.completed_at IS NULL)::int;
        END IF;
        IF now_row.completed_at IS NOT NULL AND old.completed_at IS NULL THEN
          IF NOT EXISTS (
            SELECT 1 FROM sections s LEFT JOIN user_progress p ON p.user_id = student AND p.course_id = ev.course
              AND p.lesson_id = ev.lesson AND p.section_id = s.id AND p.completed_at IS NOT NULL
            WHERE s.lesson_id = ev.lesson AND section_counts(s, en.course_version) AND p.user_id IS NULL) THEN
            en.lessons_completed := en.lessons_completed + 1;
          END IF;
        END IF;
      END IF;
      en.time_spent := en.time_spent + added;
      en.interactions := en.interactions + 1;
      en.velocity_sum := en.velocity_sum
        + ((coalesce(now_row.learning_velocity, 0) - coalesce(old.learning_velocity, 0)) * 100)::bigint;
      en.velocity_count := en.velocity_count
        + (now_row.learning_velocity IS NOT NULL)::int - (old.learning_velocity IS NOT NULL)::int;
      en.difficulty_sum := en.difficulty_sum + coalesce(now_row.difficulty_rating, 0) - coalesce(old.difficulty_rating, 0);
      en.difficulty_count := en.difficulty_count
        + (now_row.difficulty_rating IS NOT NULL)::int - (old.difficulty_rating IS NOT NULL)::int;
      en.comprehension_sum := en.comprehension_sum
        + ((coalesce(now_row.comprehension_score, 0) - coalesce(old.comprehension_score, 0)) * 100)::bigint;
      en.comprehension_count := en.comprehension_count
        + (now_row.comprehension_score IS NOT NULL)::int - (old.comprehension_score IS NOT NULL)::int;
      en.first_activity_at := least(en.first_activity_at, ev.at);
      en.last_activity_at := greatest(en.last_activity_at, ev.at);
    END LOOP;

    CONTINUE WHEN en IS NOT DISTINCT FROM was;
    IF en.status = 'ACTIVE' AND en.sections_required > 0 AND en.sections_completed >= en.sections_required THEN
      en.status := 'COMPLETED';
      en.completed_at := (SELECT max(p.completed_at) FROM user_progress p WHERE p.user_id = student AND p.course_id = en.course_id);
    END IF;
    UPDATE enrollments e SET status = en.status, completed_at = en.completed_at, sections_completed = en.sections_completed,
      completion_sum = en.completion_sum, progress_rows = en.progress_rows, time_spent = en.time_spent,
      interactions = en.interactions, lessons_attempted = en.lessons_attempted, lessons_completed = en.lessons_completed,
      velocity_sum = en.velocity_sum, velocity_count = en.velocity_count, difficulty_sum = en.difficulty_sum,
      difficulty_count = en.difficulty_count, comprehension_sum = en.comprehension_sum,
      comprehension_count = en.comprehension_count, first_activity_at = en.first_activity_at,
      last_activity_at = en.last_activity_at, updated_at = now()
    WHERE e.id = en.id RETURNING * INTO en;
    INSERT INTO course_deltas (course_id, completed, completion, time, bucket_from, bucket_to, day, interactions,
      new_on_day, new_in_week)
    VALUES (en.course_id, (en.status <> was.status)::int, en.avg_completion - was.avg_completion, tally.time,
      nullif(completion_bucket(was.avg_completion), completion_bucket(en.avg_completion)),
      nullif(completion_bucket(en.avg_completion), completion_bucket(was.avg_completion)),
      tally.day, tally.interactions, tally.new_on_day, tally.new_in_week);
  END LOOP;
END $$;
