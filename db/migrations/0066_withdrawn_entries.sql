ALTER TABLE "academic_entries" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "academic_entries" ADD COLUMN "withdrawer_name" varchar(255);--> statement-breakpoint
ALTER POLICY academic_entries_read ON academic_entries USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
    ELSE (student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND withdrawn_at IS NULL
  END
);
--> statement-breakpoint
ALTER POLICY academic_entries_seal ON academic_entries RENAME TO academic_entries_update;
--> statement-breakpoint
ALTER POLICY academic_entries_update ON academic_entries USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND withdrawn_at IS NULL
    AND student_id IS DISTINCT FROM (SELECT app_user_id()))
) WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND withdrawn_at IS NOT NULL)
);
--> statement-breakpoint
-- Both who seals anew and who withdraws may update: each what is theirs, which a policy cannot tell.
CREATE FUNCTION keep_entry_content() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'What an entry says is sealed anew by the product alone.' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_content BEFORE UPDATE ON academic_entries FOR EACH ROW
  WHEN (OLD.content_sealed IS DISTINCT FROM NEW.content_sealed AND app_role() IS NOT NULL AND app_role() <> 'SYSTEM')
  EXECUTE FUNCTION keep_entry_content();
--> statement-breakpoint
GRANT UPDATE (withdrawn_at, withdrawer_name) ON academic_entries TO syllabase_runtime;
