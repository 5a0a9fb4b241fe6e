-- What concerns the whole installation (backups, keeping, commands, sign-ins of accounts that nobody has) is for the
-- administrators of each institution: it names neither a person nor a student.
ALTER POLICY audit_log_read ON audit_log USING (
  ((SELECT app_role()) = 'ADMIN' AND (institution_id = (SELECT app_institution_id())
    OR (institution_id IS NULL AND actor_id IS NULL AND student_id IS NULL)))
  OR student_id = (SELECT app_user_id())
  OR (SELECT app_role()) = 'SYSTEM'
);
