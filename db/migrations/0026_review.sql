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
