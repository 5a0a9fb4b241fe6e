-- What is taught is written by imports, which are the product's. Nobody is told less by these tables, so that they have no policies, which every
-- reading would pay for; a trigger for each statement holds whoever asks in somebody's name.
CREATE FUNCTION refuse_all_but_system() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app_role() IS DISTINCT FROM 'SYSTEM'
    AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RAISE EXCEPTION '% is written by imports', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_all_but_system BEFORE INSERT OR UPDATE OR DELETE ON lessons
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_system();
--> statement-breakpoint
CREATE TRIGGER refuse_all_but_system BEFORE INSERT OR UPDATE OR DELETE ON sections
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_system();
--> statement-breakpoint
CREATE TRIGGER refuse_all_but_system BEFORE INSERT OR UPDATE OR DELETE ON questions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_system();
--> statement-breakpoint
CREATE TRIGGER refuse_all_but_system BEFORE INSERT OR UPDATE OR DELETE ON question_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_system();
