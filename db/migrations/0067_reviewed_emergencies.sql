-- What a second person found stands beside the disclosure, for whoever may read that: a guardian who opened the record, too.
ALTER POLICY emergency_accesses_read ON emergency_accesses USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR accessor_id = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
  END
);
