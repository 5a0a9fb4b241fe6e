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
-- As before, but of whoever is a student or was one: a role that came later closes the record to nobody.
CREATE OR REPLACE FUNCTION record_facts(student uuid) RETURNS TABLE (name text, institution text, same_institution boolean,
  directory_opted_out boolean, today date, is_guardian boolean, birth_date date, postsecondary_since date, consents jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT u.display_name::text, i.name::text, coalesce(u.institution_id = app_institution_id(), false),
    coalesce(d.opted_out, false), t.today, g.id IS NOT NULL,
    CASE WHEN g.id IS NOT NULL OR u.id = app_user_id() THEN f.birth_date END,
    CASE WHEN g.id IS NOT NULL OR u.id = app_user_id() THEN f.postsecondary_since END,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('records', c.records, 'purpose', c.purpose, 'signedOn', c.signed_on,
        'expiresOn', c.expires_on, 'isRevoked', c.revoked_at IS NOT NULL, 'counts', (c.given_by = u.id)
          <> rests_with_guardian(f.birth_date, f.postsecondary_since, t.today)) ORDER BY c.id)
      FROM consents c JOIN users me ON me.id = app_user_id() AND me.email = c.party_email AND me.deleted_at IS NULL
      WHERE c.student_id = u.id), '[]')
  FROM users u LEFT JOIN institutions i ON i.id = u.institution_id
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date AS today) t
  LEFT JOIN rights_facts f ON f.user_id = u.id LEFT JOIN directory_choices d ON d.user_id = u.id
  LEFT JOIN guardianships g ON g.student_id = u.id AND g.guardian_id = app_user_id() AND g.ended_at IS NULL
  WHERE u.id = student AND u.deleted_at IS NULL AND (u.role = 'STUDENT' OR EXISTS (
    SELECT 1 FROM enrollments e WHERE e.user_id = u.id AND e.role = 'STUDENT'))
$$;
--> statement-breakpoint
-- Whoever chose is named; a guardian chooses for a child as long as the rights are the guardian's.
ALTER POLICY directory_choices_read ON directory_choices USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN user_id IN (SELECT id FROM users WHERE institution_id = (SELECT app_institution_id()))
    WHEN 'INSTRUCTOR' THEN EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = directory_choices.user_id AND c.instructor_id = (SELECT app_user_id()))
    ELSE user_id = (SELECT app_user_id())
  END OR is_guardian_of(user_id)
);
--> statement-breakpoint
ALTER POLICY directory_choices_insert ON directory_choices WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR (chosen_by = (SELECT app_user_id()) AND (user_id = (SELECT app_user_id()) OR is_guardian_of(user_id)))
);
--> statement-breakpoint
ALTER POLICY directory_choices_update ON directory_choices USING (
  (SELECT app_role()) = 'SYSTEM' OR user_id = (SELECT app_user_id()) OR is_guardian_of(user_id)
) WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR (chosen_by = (SELECT app_user_id()) AND (user_id = (SELECT app_user_id()) OR is_guardian_of(user_id)))
);
--> statement-breakpoint
-- Who looked at a child's record, or at a list with it, for the guardian who holds the rights in it: what the child sees, but
-- for what the guardian did.
CREATE FUNCTION looks_at_child(student uuid, before timestamptz, most integer)
RETURNS TABLE (id uuid, occurred_at timestamptz, who text, role educational_role_enum, action text, outcome text, purpose text,
  justification text, level text, course text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT looks.* FROM (
    (SELECT a.id, a.occurred_at, a.actor_name::text, a.actor_role, a.action::text, a.outcome::text, a.purpose::text,
       a.justification, a.details ->> 'level', NULL
     FROM audit_log a
     WHERE a.student_id = student AND a.occurred_at < before AND a.actor_id IS DISTINCT FROM student
       AND a.actor_id IS DISTINCT FROM app_user_id()
     ORDER BY a.occurred_at DESC LIMIT most)
    UNION ALL
    SELECT a.id, a.occurred_at, a.actor_name::text, a.actor_role, a.action::text, 'ALLOWED', NULL, NULL, NULL,
      coalesce(c.code, c.title)
    FROM enrollments e JOIN courses c ON c.id = e.course_id
    CROSS JOIN LATERAL (
      SELECT * FROM audit_log l
      WHERE l.object_id = e.course_id::text AND l.action LIKE 'class.%' AND l.outcome = 'ALLOWED'
        AND l.student_id IS NULL AND l.occurred_at >= e.enrolled_at
        AND l.occurred_at <= coalesce(e.dropped_at, 'infinity') AND l.occurred_at < before
      ORDER BY l.occurred_at DESC LIMIT most) a
    WHERE e.user_id = student AND e.role = 'STUDENT') looks
  WHERE is_guardian_of(student)
  ORDER BY looks.occurred_at DESC, looks.id LIMIT most
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION looks_at_child(uuid, timestamptz, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION looks_at_child(uuid, timestamptz, integer) TO syllabase_runtime;
--> statement-breakpoint
-- A guardian who holds the rights sees what was asked for and decided about the record, whoever asked.
ALTER POLICY amendment_requests_read ON amendment_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR requested_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR requested_by = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
--> statement-breakpoint
ALTER POLICY inspection_requests_read ON inspection_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR requested_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR requested_by = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
--> statement-breakpoint
ALTER POLICY erasure_requests_read ON erasure_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR requested_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR requested_by = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
--> statement-breakpoint
ALTER POLICY rights_facts_read ON rights_facts USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN user_id IN (SELECT id FROM users WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END OR is_guardian_of(user_id)
);
--> statement-breakpoint
-- The columns in clear hold what the worker has not sealed yet: the application empties them, and fills them no more.
CREATE FUNCTION refuse_clear_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF row_security_active(TG_RELID) THEN
    RAISE EXCEPTION 'texts in % are kept sealed', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_clear_text BEFORE INSERT ON messages FOR EACH ROW
  WHEN (NEW.subject IS NOT NULL OR NEW.body IS NOT NULL) EXECUTE FUNCTION refuse_clear_text();
--> statement-breakpoint
CREATE TRIGGER refuse_clearing BEFORE UPDATE OF subject, body ON messages FOR EACH ROW
  WHEN ((NEW.subject IS NOT NULL AND NEW.subject IS DISTINCT FROM OLD.subject)
    OR (NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body)) EXECUTE FUNCTION refuse_clear_text();
--> statement-breakpoint
CREATE TRIGGER refuse_clear_text BEFORE INSERT ON student_notes FOR EACH ROW
  WHEN (NEW.body IS NOT NULL) EXECUTE FUNCTION refuse_clear_text();
--> statement-breakpoint
CREATE TRIGGER refuse_clearing BEFORE UPDATE OF body ON student_notes FOR EACH ROW
  WHEN (NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body) EXECUTE FUNCTION refuse_clear_text();
--> statement-breakpoint
CREATE TRIGGER refuse_clear_text BEFORE INSERT ON student_note_versions FOR EACH ROW
  WHEN (NEW.body IS NOT NULL) EXECUTE FUNCTION refuse_clear_text();
--> statement-breakpoint
CREATE TRIGGER refuse_clearing BEFORE UPDATE OF body ON student_note_versions FOR EACH ROW
  WHEN (NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body) EXECUTE FUNCTION refuse_clear_text();
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
