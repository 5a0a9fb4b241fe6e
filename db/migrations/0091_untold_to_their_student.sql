-- Holds and notes are not told to the student whom they are about, also where that student administers the institution now: no page of the
-- trail, filter or file has their events for them.
ALTER POLICY audit_log_read ON audit_log USING (
  ((SELECT app_role()) = 'ADMIN' AND (institution_id = (SELECT app_institution_id())
    OR (institution_id IS NULL AND actor_id IS NULL AND student_id IS NULL))
    AND (object_type IN ('legal hold', 'note') AND details ->> 'student' = (SELECT app_user_id()::text)) IS NOT TRUE)
  OR student_id = (SELECT app_user_id())
  OR (SELECT app_role()) = 'SYSTEM'
);
