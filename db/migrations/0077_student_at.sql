-- Whose address that is at the institution of whoever asks, for staff who know the address: the gate decides what comes of it.
CREATE FUNCTION student_at(address text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT u.id FROM users u WHERE u.email = lower(address) AND u.deleted_at IS NULL AND u.institution_id = app_institution_id()
    AND current_setting('app.role', true) IN ('INSTRUCTOR', 'ADMIN')
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION student_at(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION student_at(text) TO syllabase_runtime;
