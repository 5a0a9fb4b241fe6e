-- Functions that ask as the system carry a mark in their search path instead of app.role (see 0001); a server that was
-- migrated before has them with the setting.
CREATE OR REPLACE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_setting('search_path') = 'pg_catalog, public, pg_temp, as_system' THEN 'SYSTEM'
    ELSE nullif(current_setting('app.role', true), '') END;
--> statement-breakpoint
DO $$
DECLARE
  marked regprocedure;
BEGIN
  FOR marked IN SELECT p.oid FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND 'app.role=SYSTEM' = ANY (p.proconfig)
  LOOP
    EXECUTE format('ALTER FUNCTION %s RESET app.role', marked);
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp, as_system', marked);
  END LOOP;
END $$;
