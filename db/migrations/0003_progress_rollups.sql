CREATE FUNCTION completion_bucket(hundredths integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN hundredths <= 0 THEN 0 WHEN hundredths >= 10000 THEN 101 ELSE hundredths / 100 + 1 END;
--> statement-breakpoint
CREATE FUNCTION section_counts(s sections, version integer) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN s.required AND s.deleted_at IS NULL AND s.added_in_version <= version
    AND (s.removed_in_version IS NULL OR s.removed_in_version > version);
--> statement-breakpoint
-- The catalog card follows its course, its institution's and its instructor's name.
CREATE FUNCTION copy_course_to_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO course_cards AS card (course_id, published, institution_id, institution_name, instructor_id,
    instructor_name, difficulty_level, created_at)
  SELECT NEW.id, NEW.status = 'PUBLISHED' AND NEW.deleted_at IS NULL, NEW.institution_id, i.name,
    NEW.instructor_id, u.display_name, NEW.difficulty_level, NEW.created_at
  FROM institutions i, users u WHERE i.id = NEW.institution_id AND u.id = NEW.instructor_id
  ON CONFLICT (course_id) DO UPDATE SET published = excluded.published,
    institution_id = excluded.institution_id, institution_name = excluded.institution_name,
    instructor_id = excluded.instructor_id, instructor_name = excluded.instructor_name,
    difficulty_level = excluded.difficulty_level, created_at = excluded.created_at;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the instructor of course % is not visible to this identity', NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER copy_to_card AFTER INSERT OR UPDATE OF status, deleted_at, institution_id, instructor_id,
  difficulty_level, created_at ON courses FOR EACH ROW EXECUTE FUNCTION copy_course_to_card();
--> statement-breakpoint
-- Runs as the product: whoever may rename a person need not be able to change that person's enrolments.
CREATE FUNCTION copy_name_to_cards() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
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
CREATE TRIGGER copy_name AFTER UPDATE OF display_name ON users FOR EACH ROW
  WHEN (OLD.display_name IS DISTINCT FROM NEW.display_name) EXECUTE FUNCTION copy_name_to_cards();
--> statement-breakpoint
CREATE TRIGGER copy_name AFTER UPDATE OF name ON institutions FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION copy_name_to_cards();
--> statement-breakpoint
-- A class list is read from enrolments alone, so they carry the person's name.
CREATE FUNCTION copy_name_to_enrollment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT display_name INTO NEW.person_name FROM users WHERE id = NEW.user_id;
  NEW.person_name := coalesce(NEW.person_name, '');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER copy_name BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION copy_name_to_enrollment();
--> statement-breakpoint
-- What every enrolment's rollup must be, computed from the rows themselves. The one definition: imports
-- and course edits write it, `ops status --check-rollups` compares with it.
CREATE VIEW enrollment_rollups WITH (security_invoker = true) AS
SELECT e.id, e.user_id, e.course_id,
  q.sections_required,
  -- Completed stays completed, whatever became of the sections since.
  CASE WHEN e.status = 'COMPLETED' THEN q.sections_required ELSE r.sections_completed END AS sections_completed,
  CASE WHEN e.status = 'COMPLETED' THEN q.sections_required * 10000::bigint ELSE r.completion_sum END AS completion_sum,
  r.progress_rows, r.time_spent, d.interactions,
  l.lessons_attempted, l.lessons_completed,
  r.velocity_sum, r.velocity_count, r.difficulty_sum, r.difficulty_count, r.comprehension_sum, r.comprehension_count,
  r.first_activity_at, r.last_activity_at
FROM enrollments e
CROSS JOIN LATERAL (
  SELECT count(*)::int AS sections_required FROM sections s
  WHERE s.course_id = e.course_id AND section_counts(s, e.course_version)
) q
CROSS JOIN LATERAL (
  SELECT count(*)::int AS progress_rows,
    (count(*) FILTER (WHERE p.completed_at IS NOT NULL AND section_counts(s, e.course_version)))::int AS sections_completed,
    coalesce(sum((p.completion_percentage * 100)::bigint) FILTER (WHERE section_counts(s, e.course_version)), 0)::bigint AS completion_sum,
    coalesce(sum(p.time_spent), 0)::bigint AS time_spent,
    coalesce(sum((p.learning_velocity * 100)::bigint), 0)::bigint AS velocity_sum,
    count(p.learning_velocity)::int AS velocity_count,
    coalesce(sum(p.difficulty_rating), 0)::int AS difficulty_sum,
    count(p.difficulty_rating)::int AS difficulty_count,
    coalesce(sum((p.comprehension_score * 100)::bigint), 0)::bigint AS comprehension_sum,
    count(p.comprehension_score)::int AS comprehension_count,
    min(p.first_activity_at) AS first_activity_at,
    max(p.last_activity_at) AS last_activity_at
  FROM user_progress p JOIN sections s ON s.id = p.section_id
  WHERE p.user_id = e.user_id AND p.course_id = e.course_id
) r
CROSS JOIN LATERAL (
  SELECT count(*)::int AS lessons_attempted,
    (count(*) FILTER (WHERE per_lesson.done > 0 AND per_lesson.done = (
      SELECT count(*) FROM sections s WHERE s.lesson_id = per_lesson.lesson_id AND section_counts(s, e.course_version))))::int AS lessons_completed
  FROM (
    SELECT p.lesson_id, count(*) FILTER (WHERE p.completed_at IS NOT NULL AND section_counts(s, e.course_version)) AS done
    FROM user_progress p JOIN sections s ON s.id = p.section_id
    WHERE p.user_id = e.user_id AND p.course_id = e.course_id
    GROUP BY p.lesson_id
  ) per_lesson
) l
CROSS JOIN LATERAL (
  SELECT coalesce(sum(a.interactions), 0)::bigint AS interactions
  FROM activity_days a WHERE a.user_id = e.user_id AND a.course_id = e.course_id
) d;
--> statement-breakpoint
-- What every course's totals must be, computed from its enrolments.
CREATE VIEW course_totals WITH (security_invoker = true) AS
SELECT c.id AS course_id,
  (count(*) FILTER (WHERE e.status IN ('ACTIVE', 'COMPLETED')))::int AS enrolled,
  (count(*) FILTER (WHERE e.status = 'COMPLETED'))::int AS completed,
  (count(*) FILTER (WHERE e.status = 'DROPPED'))::int AS dropped,
  coalesce(sum(e.avg_completion) FILTER (WHERE e.status <> 'DROPPED'), 0)::bigint AS completion_total,
  coalesce(sum(e.time_spent), 0)::bigint AS time_total,
  (SELECT array_agg(coalesce(h.n, 0) ORDER BY b) FROM generate_series(0, 101) b LEFT JOIN (
    SELECT completion_bucket(x.avg_completion) AS bucket, count(*)::int AS n FROM enrollments x
    WHERE x.course_id = c.id AND x.role = 'STUDENT' AND x.status <> 'DROPPED' GROUP BY 1) h ON h.bucket = b) AS histogram
FROM courses c LEFT JOIN enrollments e ON e.course_id = c.id AND e.role = 'STUDENT'
GROUP BY c.id;
--> statement-breakpoint
GRANT SELECT ON enrollment_rollups, course_totals TO syllabase_runtime;
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
-- Adds the waiting deltas of a batch to their cards; returns how many it took. One folder at a time.
CREATE FUNCTION fold_course_deltas(batch integer) RETURNS integer LANGUAGE plpgsql AS $$
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
-- Sets cards from their enrolments: after an import or a repair. The waiting deltas that this snapshot sees
-- are contained in the enrolments it sees; later ones stay and are added by reads and the next fold.
CREATE FUNCTION rebuild_course_cards(courses_to_rebuild uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
-- Where a student stands in a class, without showing a classmate. Runs with the owner's rights and the
-- product's identity because it counts rows the student may not see; it answers aggregates only, and
-- nothing below ten classmates. `student` NULL asks for the whole class.
CREATE FUNCTION class_position(course uuid, student uuid)
RETURNS TABLE (classmates integer, median numeric, below integer, above integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
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
REVOKE ALL ON FUNCTION class_position(uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION class_position(uuid, uuid) TO syllabase_runtime;
--> statement-breakpoint
-- Enrols a student, again after dropping, or does nothing. Returns whether it changed anything.
CREATE FUNCTION enroll_student(student uuid, course uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  old enrollments%ROWTYPE;
  fresh enrollments%ROWTYPE;
BEGIN
  -- First, so that the statement after it sees the version that a change of the course just now has made.
  PERFORM 1 FROM courses WHERE id = course FOR SHARE;
  INSERT INTO enrollments (user_id, course_id, course_version, sections_required)
  SELECT student, c.id, c.version,
    (SELECT count(*) FROM sections s WHERE s.course_id = c.id AND section_counts(s, c.version))
  FROM courses c WHERE c.id = course
  ON CONFLICT (user_id, course_id) DO NOTHING RETURNING * INTO fresh;
  IF NOT FOUND THEN
    SELECT * INTO old FROM enrollments WHERE user_id = student AND course_id = course FOR UPDATE;
    IF NOT FOUND OR old.status <> 'DROPPED' OR old.role <> 'STUDENT' THEN
      RETURN false;
    END IF;
    UPDATE enrollments SET status = CASE WHEN completed_at IS NULL THEN 'ACTIVE' ELSE 'COMPLETED' END::enrollment_status_enum,
      dropped_at = NULL, updated_at = now() WHERE id = old.id RETURNING * INTO fresh;
  END IF;
  INSERT INTO course_deltas (course_id, enrolled, completed, dropped, completion, bucket_to)
  VALUES (course, 1, (fresh.status = 'COMPLETED')::int, -(old.id IS NOT NULL)::int, fresh.avg_completion,
    completion_bucket(fresh.avg_completion));
  RETURN true;
END $$;
--> statement-breakpoint
-- Ends a student's enrolment; progress stays. A completed course stays completed.
CREATE FUNCTION drop_student(student uuid, course uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  gone enrollments%ROWTYPE;
BEGIN
  UPDATE enrollments SET status = 'DROPPED', dropped_at = now(), updated_at = now()
  WHERE user_id = student AND course_id = course AND role = 'STUDENT' AND status = 'ACTIVE' RETURNING * INTO gone;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO course_deltas (course_id, enrolled, dropped, completion, bucket_from)
  VALUES (course, -1, 1, -gone.avg_completion, completion_bucket(gone.avg_completion));
  RETURN true;
END $$;
--> statement-breakpoint
-- Counts a batch of one student's progress events exactly once, with everything that follows from them, in
-- one round trip. The enrolment row is locked first, so that all writers of one student's course take turns
-- and students never wait for each other. Every step commutes (maximum, sum, latest by event time), so the
-- order in which events arrive does not matter.
CREATE FUNCTION record_progress(student uuid, events jsonb) RETURNS TABLE (event_id text, outcome text, reason text)
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
BEGIN
  FOR target IN
    SELECT DISTINCT e.course FROM jsonb_to_recordset(events) AS e(course uuid) ORDER BY 1
  LOOP
    SELECT * INTO en FROM enrollments WHERE user_id = student AND course_id = target.course AND role = 'STUDENT' FOR UPDATE;
    was := en;
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
      SELECT greatest(least(ev.seconds, 86400 - a.seconds), 0) INTO added FROM activity_days a
      WHERE a.user_id = student AND a.course_id = ev.course AND a.section_id = ev.section
        AND a.day = (ev.at AT TIME ZONE zone)::date;
      IF NOT FOUND THEN
        added := ev.seconds;
      END IF;

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
      VALUES (student, ev.course, ev.section, (ev.at AT TIME ZONE zone)::date, added, 1)
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
    INSERT INTO course_deltas (course_id, completed, completion, time, bucket_from, bucket_to)
    VALUES (en.course_id, (en.status <> was.status)::int, en.avg_completion - was.avg_completion,
      en.time_spent - was.time_spent,
      nullif(completion_bucket(was.avg_completion), completion_bucket(en.avg_completion)),
      nullif(completion_bucket(en.avg_completion), completion_bucket(was.avg_completion)));
  END LOOP;
END $$;
