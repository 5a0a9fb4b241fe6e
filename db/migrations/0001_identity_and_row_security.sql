-- The application's group role. Login roles are made per database (db/roles.ts) and are members of it.
DO $$ BEGIN
  CREATE ROLE syllabase_runtime NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO syllabase_runtime;
--> statement-breakpoint

-- Who is asking: set per transaction with set_config(..., true), so it can never outlive it.
-- The settings read '' (not NULL) after the transaction that set them.
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;
--> statement-breakpoint
-- A function of ours asks as the system by a search path with this mark, the name of a schema that is nowhere: only superusers
-- may attach a setting of one's own, as app.role is, to a function.
CREATE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_setting('search_path') = 'pg_catalog, public, pg_temp, as_system' THEN 'SYSTEM'
    ELSE nullif(current_setting('app.role', true), '') END;
--> statement-breakpoint
CREATE FUNCTION app_institution_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.institution_id', true), '')::uuid;
--> statement-breakpoint

ALTER TABLE users FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE enrollments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE enrollments ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE user_progress FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE user_progress ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE activity_days FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE activity_days ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE progress_events FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE progress_events ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sign_in_attempts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_rejections FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_rejections ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint

-- One permissive policy a table and command; (SELECT f()) runs once a query. Reads are CASE expressions: the
-- planner takes a CASE to hold for half of the rows, where it takes an OR of these arms to hold for one in a
-- hundred and then gives up the ordered index of a class list.
CREATE POLICY users_read ON users FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN id = (SELECT app_user_id()) OR institution_id = (SELECT app_institution_id())
    WHEN 'INSTRUCTOR' THEN id = (SELECT app_user_id()) OR EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = users.id AND c.instructor_id = (SELECT app_user_id()))
    ELSE id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY users_insert ON users FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY users_update ON users FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint

CREATE POLICY enrollments_read ON enrollments FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY enrollments_insert ON enrollments FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR (user_id = (SELECT app_user_id()) AND role = 'STUDENT' AND EXISTS (
    SELECT 1 FROM courses c WHERE c.id = course_id AND c.status = 'PUBLISHED' AND c.deleted_at IS NULL))
);
--> statement-breakpoint
CREATE POLICY enrollments_update ON enrollments FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM'
  OR (user_id = (SELECT app_user_id()) AND role = 'STUDENT')
);
--> statement-breakpoint

CREATE POLICY user_progress_read ON user_progress FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY user_progress_insert ON user_progress FOR INSERT WITH CHECK (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY user_progress_update ON user_progress FOR UPDATE USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint

CREATE POLICY activity_days_read ON activity_days FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY activity_days_insert ON activity_days FOR INSERT WITH CHECK (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY activity_days_update ON activity_days FOR UPDATE USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint

CREATE POLICY progress_events_own ON progress_events FOR ALL USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY sign_in_attempts_system ON sign_in_attempts FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY imports_read ON imports FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY imports_insert ON imports FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY imports_update ON imports FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY import_rejections_system ON import_rejections FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint

GRANT SELECT, INSERT, UPDATE ON institutions, users, courses, lessons, sections, course_cards,
  enrollments, user_progress, activity_days, imports TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON course_deltas, progress_events, import_rejections TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO syllabase_runtime;
--> statement-breakpoint

ALTER TABLE user_progress SET (fillfactor = 85);
--> statement-breakpoint
ALTER TABLE enrollments SET (fillfactor = 85);
--> statement-breakpoint
ALTER TABLE activity_days SET (fillfactor = 85);
--> statement-breakpoint
ALTER TABLE course_cards SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE course_deltas SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
