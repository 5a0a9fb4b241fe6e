-- What was recommended to a student is part of the record: a copy that is complete holds it, also where a guardian holds the rights
-- or an administrator takes it for somebody who asked by letter. Teachers are not told.
CREATE FUNCTION opened_recommendations(student uuid) RETURNS SETOF recommendation_events
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT * FROM recommendation_events WHERE user_id = student AND (student = opened_student('full')
    OR current_setting('app.role', true) = 'ADMIN' AND EXISTS (
      SELECT 1 FROM users u WHERE u.id = student AND u.institution_id = app_institution_id()))
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION opened_recommendations(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION opened_recommendations(uuid) TO syllabase_runtime;
--> statement-breakpoint
-- As risk_snapshots: the list that teachers see now says it of a student before a week is kept.
ALTER POLICY risk_list_students_read ON risk_list_students USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id())) OR user_id = (SELECT app_opened_student('full'))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id())) OR user_id = (SELECT app_opened_student('full'))
    ELSE user_id = (SELECT app_user_id()) OR user_id = (SELECT app_opened_student('full'))
  END
);
