-- What opens an account is compared where it is kept. The application reads every column of a person but this one, and
-- asks two questions about it, one address at a time: how to hash what was typed, and whether the outcome is what is kept.
REVOKE SELECT ON users FROM syllabase_runtime;
--> statement-breakpoint
GRANT SELECT (id, email, role, institution_id, display_name, given_name, family_name, sourced_id, session_version,
  disabled_at, last_active_at, deleted_at, created_at, updated_at) ON users TO syllabase_runtime;
--> statement-breakpoint
-- Algorithm, costs and salt, as they stand before the hash. Nothing for an account that cannot be opened by a password.
CREATE FUNCTION password_settings(address text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT substring(u.password_hash from '^(.+)\$[^$]+$') FROM users u
  WHERE u.email = address AND u.deleted_at IS NULL AND u.disabled_at IS NULL AND app_role() = 'SYSTEM'
$$;
--> statement-breakpoint
-- Compared by digests, so that the time it takes tells nothing of how much was right.
CREATE FUNCTION password_opens(address text, offered text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM users u
    WHERE u.email = address AND u.deleted_at IS NULL AND u.disabled_at IS NULL AND app_role() = 'SYSTEM'
      AND sha256(convert_to(u.password_hash, 'UTF8')) = sha256(convert_to(offered, 'UTF8')))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION password_settings(text), password_opens(text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION password_settings(text), password_opens(text, text) TO syllabase_runtime;
--> statement-breakpoint
-- A record is of whoever was a student: a role that came later does not end what is written into it.
CREATE FUNCTION is_ever_student_here(person uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.institution_id = app_institution_id()
    AND (u.role = 'STUDENT' OR EXISTS (SELECT 1 FROM enrollments e WHERE e.user_id = u.id AND e.role = 'STUDENT')));
--> statement-breakpoint
ALTER POLICY student_details_insert ON student_details WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND is_ever_student_here(student_id))
);
--> statement-breakpoint
ALTER POLICY academic_entries_insert ON academic_entries WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND is_ever_student_here(student_id))
);
--> statement-breakpoint
-- Nor what is read of one's own.
ALTER POLICY student_details_read ON student_details USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY academic_entries_read ON academic_entries USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
  END
);
