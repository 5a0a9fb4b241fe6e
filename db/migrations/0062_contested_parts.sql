ALTER TABLE "amendment_requests" ADD COLUMN "course_id" uuid;--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD COLUMN "level" "record_level_enum" DEFAULT 'summary' NOT NULL;--> statement-breakpoint
ALTER TABLE "record_statements" ADD COLUMN "course_id" uuid;--> statement-breakpoint
ALTER TABLE "record_statements" ADD COLUMN "level" "record_level_enum" DEFAULT 'summary' NOT NULL;--> statement-breakpoint
-- Courses in which a contested part of a student's record may stand, for those who may contest it and who enter letters.
CREATE FUNCTION contestable_courses(student uuid) RETURNS TABLE (id uuid, title text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT c.id, c.title::text FROM enrollments e JOIN courses c ON c.id = e.course_id
  WHERE e.user_id = student AND e.role = 'STUDENT' AND (student = app_user_id() OR is_guardian_of(student)
    OR current_setting('app.role', true) = 'ADMIN' AND is_ever_student_here(student))
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION contestable_courses(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION contestable_courses(uuid) TO syllabase_runtime;
--> statement-breakpoint
ALTER POLICY amendment_requests_insert ON amendment_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (
    institution_id = institution_of(student_id) AND state = 'REQUESTED' AND decided_by IS NULL AND heard_by IS NULL
    AND level <> 'directory' AND (course_id IS NULL OR course_id IN (SELECT c.id FROM contestable_courses(student_id) c))
    AND CASE
      WHEN recorded_by IS NULL
      THEN requested_by = (SELECT app_user_id()) AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
      ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND requested_by = student_id
        AND student_id <> (SELECT app_user_id()) AND is_ever_student_here(student_id)
    END));
--> statement-breakpoint
ALTER POLICY record_statements_insert ON record_statements WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR EXISTS (
    SELECT 1 FROM amendment_requests a
    WHERE a.id = record_statements.amendment_id AND a.student_id = record_statements.student_id
      AND a.institution_id = record_statements.institution_id AND a.state = 'STATED'
      AND a.course_id IS NOT DISTINCT FROM record_statements.course_id AND a.level = record_statements.level
      AND CASE
        WHEN record_statements.stated_by = (SELECT app_user_id())
        THEN record_statements.student_id = (SELECT app_user_id()) OR is_guardian_of(record_statements.student_id)
        ELSE (SELECT app_role()) = 'ADMIN' AND a.institution_id = (SELECT app_institution_id()) AND a.recorded_by IS NOT NULL
          AND record_statements.stated_by = record_statements.student_id
      END));
--> statement-breakpoint
-- With the part that it is about: an instructor sees what is said of the own course, and nobody more than was opened.
ALTER POLICY record_statements_read ON record_statements USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
      OR stated_by = (SELECT app_user_id()) OR student_id = app_opened_student(level)
    WHEN 'INSTRUCTOR' THEN student_id = (SELECT app_user_id()) OR stated_by = (SELECT app_user_id())
      OR student_id = app_opened_student(level)
      OR level <= 'academic' AND EXISTS (
        SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
        WHERE e.user_id = record_statements.student_id AND c.instructor_id = (SELECT app_user_id())
          AND (record_statements.course_id IS NULL OR c.id = record_statements.course_id))
    ELSE student_id = (SELECT app_user_id()) OR stated_by = (SELECT app_user_id()) OR student_id = app_opened_student(level)
  END
);
