-- A class list names whoever has left the class as well: a look at it is told to them too.
CREATE OR REPLACE FUNCTION own_class_looks(before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, occurred_at timestamptz, actor_name text, actor_role educational_role_enum, action text,
  course_id uuid, course text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT a.id, a.occurred_at, a.actor_name, a.actor_role, a.action, c.id, coalesce(c.code, c.title)
  FROM enrollments e JOIN courses c ON c.id = e.course_id
  CROSS JOIN LATERAL (
    SELECT * FROM audit_log l
    WHERE l.object_id = e.course_id::text AND l.action LIKE 'class.%' AND l.outcome = 'ALLOWED'
      AND l.student_id IS NULL AND l.occurred_at >= e.enrolled_at AND (l.occurred_at, l.id) < (before, before_id)
    ORDER BY l.occurred_at DESC, l.id DESC LIMIT most) a
  WHERE e.user_id = nullif(current_setting('app.user_id', true), '')::uuid AND e.role = 'STUDENT'
  ORDER BY a.occurred_at DESC, a.id DESC LIMIT most
$$;
--> statement-breakpoint
DROP FUNCTION looks_at_child(uuid, timestamptz, uuid, integer);
--> statement-breakpoint
CREATE FUNCTION looks_at_child(student uuid, before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, occurred_at timestamptz, who text, role educational_role_enum, action text, outcome text, purpose text,
  justification text, level text, ground text, course text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT looks.* FROM (
    (SELECT a.id, a.occurred_at,
       CASE WHEN a.actor_id IS NULL AND a.details ->> 'by' = 'command line' THEN 'Somebody at the command line' ELSE a.actor_name::text END, a.actor_role, a.action::text, a.outcome::text, a.purpose::text,
       a.justification, a.details ->> 'level', a.details ->> 'ground', NULL
     FROM audit_log a
     WHERE a.student_id = student AND (a.occurred_at, a.id) < (before, before_id) AND a.actor_id IS DISTINCT FROM student
       AND a.actor_id IS DISTINCT FROM app_user_id()
     ORDER BY a.occurred_at DESC, a.id DESC LIMIT most)
    UNION ALL
    SELECT a.id, a.occurred_at, a.actor_name::text, a.actor_role, a.action::text, 'ALLOWED', NULL, NULL, NULL, NULL,
      coalesce(c.code, c.title)
    FROM enrollments e JOIN courses c ON c.id = e.course_id
    CROSS JOIN LATERAL (
      SELECT * FROM audit_log l
      WHERE l.object_id = e.course_id::text AND l.action LIKE 'class.%' AND l.outcome = 'ALLOWED'
        AND l.student_id IS NULL AND l.occurred_at >= e.enrolled_at AND (l.occurred_at, l.id) < (before, before_id)
      ORDER BY l.occurred_at DESC, l.id DESC LIMIT most) a
    WHERE e.user_id = student AND e.role = 'STUDENT') looks
  WHERE is_guardian_of(student)
  ORDER BY looks.occurred_at DESC, looks.id DESC LIMIT most
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION looks_at_child(uuid, timestamptz, uuid, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION looks_at_child(uuid, timestamptz, uuid, integer) TO syllabase_runtime;
--> statement-breakpoint
-- Whoever teaches or administers now, and was a student, reads of notes about themselves what has been released, as students do.
ALTER POLICY student_notes_read ON student_notes USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN student_id <> (SELECT app_user_id()) AND course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN student_id <> (SELECT app_user_id()) AND course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END OR ((student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND EXISTS (
    SELECT 1 FROM inspection_requests r WHERE r.student_id = student_notes.student_id AND r.released
      AND note_version_was_kept(student_notes.id, student_notes.version, r.answered_at)))
);
--> statement-breakpoint
ALTER POLICY student_note_versions_read ON student_note_versions USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN student_id <> (SELECT app_user_id()) AND course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN student_id <> (SELECT app_user_id()) AND course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END OR ((student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND EXISTS (
    SELECT 1 FROM inspection_requests r WHERE r.student_id = student_note_versions.student_id AND r.released
      AND note_version_was_kept(student_note_versions.note_id, student_note_versions.version, r.answered_at)))
);
--> statement-breakpoint
-- Whose enrolment it is and of which course is said once.
REVOKE UPDATE ON enrollments FROM syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (role, status, course_version, person_name, sourced_id, begins_on, ends_on, enrolled_at, completed_at, dropped_at,
  sections_required, sections_completed, completion_sum, progress_rows, time_spent, interactions, lessons_attempted, lessons_completed,
  velocity_sum, velocity_count, difficulty_sum, difficulty_count, comprehension_sum, comprehension_count, first_activity_at,
  last_activity_at, updated_at) ON enrollments TO syllabase_runtime;
