-- Requests are read by whoever holds the rights now, and not by a guardian who asked and is none any more.
ALTER POLICY amendment_requests_read ON amendment_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
--> statement-breakpoint
ALTER POLICY inspection_requests_read ON inspection_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
--> statement-breakpoint
ALTER POLICY erasure_requests_read ON erasure_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
