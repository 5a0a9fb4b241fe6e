-- What row security rests on is everybody's to read and the product's alone to write: who teaches a course, and whose it is.
ALTER TABLE institutions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE institutions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE courses FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE courses ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY institutions_read ON institutions FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY institutions_insert ON institutions FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY institutions_update ON institutions FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY courses_read ON courses FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY courses_insert ON courses FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Whoever enrols holds the row of the course (FOR SHARE), and the policy for changes says who may hold it: everybody, who
-- then changes nothing.
CREATE POLICY courses_update ON courses FOR UPDATE USING (true) WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Accounts are made by imports, by sign-in at the institution and by operators. An administrator lets one rest, or wakes it,
-- which ends its sessions; who somebody is, and what opens the account, only the product changes.
ALTER POLICY users_insert ON users WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE FUNCTION refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF row_security_active('users') AND app_role() IS DISTINCT FROM 'SYSTEM' THEN
    RAISE EXCEPTION 'only the product changes who somebody is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_account_change BEFORE UPDATE ON users FOR EACH ROW
  WHEN ((OLD.id, OLD.email, OLD.password_hash, OLD.role, OLD.institution_id, OLD.display_name, OLD.given_name, OLD.family_name,
      OLD.sourced_id, OLD.deleted_at)
    IS DISTINCT FROM (NEW.id, NEW.email, NEW.password_hash, NEW.role, NEW.institution_id, NEW.display_name, NEW.given_name,
      NEW.family_name, NEW.sourced_id, NEW.deleted_at))
  EXECUTE FUNCTION refuse_account_change();
--> statement-breakpoint
-- The steps of lib/records/amendments/state.ts, who takes them, and what each may write. The policy says whose the request is.
CREATE FUNCTION check_amendment_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step text := concat_ws(' ', OLD.state, NEW.state);
  judges boolean := app_role() = 'ADMIN';
  writes text[] := CASE
    WHEN judges AND NEW.decided_by = app_user_id() AND step IN ('REQUESTED AMENDED', 'REQUESTED REFUSED')
      THEN '{state,decided_by,decider_name,decided_at,decision}'::text[]
    WHEN judges AND NEW.heard_by = app_user_id() AND step IN ('HEARING_REQUESTED AMENDED', 'HEARING_REQUESTED UPHELD')
      THEN '{state,heard_by,hearer_name,heard_at,hearing_decision}'
    WHEN NOT judges AND step = 'REFUSED HEARING_REQUESTED' THEN '{state,hearing_requested_at}'
    WHEN NOT judges AND step IN ('REQUESTED WITHDRAWN', 'HEARING_REQUESTED WITHDRAWN', 'UPHELD STATED') THEN '{state}'
  END;
BEGIN
  IF row_security_active('amendment_requests') AND app_role() IS DISTINCT FROM 'SYSTEM'
    AND (writes IS NULL OR to_jsonb(NEW) - writes <> to_jsonb(OLD) - writes) THEN
    RAISE EXCEPTION 'not a step from % that % may take so', OLD.state, app_role() USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_step BEFORE UPDATE ON amendment_requests FOR EACH ROW EXECUTE FUNCTION check_amendment_step();
--> statement-breakpoint
-- Whether a class is a reason to open the records of its students: it goes on, or ended within a year, in which late grades
-- and appeals are settled. The gate and the policy of people ask the same.
CREATE FUNCTION is_taught_now(c courses) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN c.status <> 'ARCHIVED' AND c.deleted_at IS NULL AND coalesce(c.ends_on >= current_date - 365, true);
--> statement-breakpoint
ALTER POLICY users_read ON users USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN id = (SELECT app_user_id()) OR institution_id = (SELECT app_institution_id())
      OR id = (SELECT app_opened_student('full'))
    WHEN 'INSTRUCTOR' THEN id = (SELECT app_user_id()) OR EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = users.id AND e.status <> 'DROPPED' AND c.instructor_id = (SELECT app_user_id()) AND is_taught_now(c))
      OR id = (SELECT app_opened_student('full'))
    ELSE id = (SELECT app_user_id()) OR id = (SELECT app_opened_student('full'))
  END
);
