-- What an erasure deletes, and never of a protected student: the most sensitive of all as well.
CREATE POLICY student_details_delete ON student_details FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id)
);
--> statement-breakpoint
CREATE POLICY academic_entries_delete ON academic_entries FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id)
);
--> statement-breakpoint
GRANT DELETE ON student_details, academic_entries TO syllabase_runtime;
--> statement-breakpoint
-- Nothing is taken away while somebody has asked to see it (34 CFR 99.10(e)); the product may still seal it anew.
ALTER POLICY student_notes_update ON student_notes WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR ((deleted_at IS NULL OR NOT inspection_is_open(student_id)) AND CASE (SELECT app_role())
    WHEN 'INSTRUCTOR' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END)
);
