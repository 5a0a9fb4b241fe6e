CREATE TABLE "backup_retentions" (
	"institution_id" uuid PRIMARY KEY NOT NULL,
	"label" varchar(200) NOT NULL,
	"every_days" integer NOT NULL,
	"any_moment_days" integer NOT NULL,
	"monthly_days" integer NOT NULL,
	"set_by" uuid NOT NULL,
	"setter_name" varchar(255) NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "backup_retentions_days" CHECK ("backup_retentions"."every_days" between 1 and 36500 and "backup_retentions"."any_moment_days" between 1 and 36500 and "backup_retentions"."monthly_days" between 1 and 36500)
);
--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "parent_id" text;--> statement-breakpoint
ALTER TABLE "backup_retentions" ADD CONSTRAINT "backup_retentions_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE backup_retentions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_retentions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What an institution wants is its own to see and to say; what it comes to for everybody is what the function below tells.
CREATE POLICY backup_retentions_read ON backup_retentions FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY backup_retentions_insert ON backup_retentions FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND set_by = (SELECT app_user_id())
);
--> statement-breakpoint
CREATE POLICY backup_retentions_update ON backup_retentions FOR UPDATE USING (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id())
) WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND set_by = (SELECT app_user_id())
);
--> statement-breakpoint
CREATE POLICY backup_retentions_delete ON backup_retentions FOR DELETE USING (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id())
);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON backup_retentions TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (label, every_days, any_moment_days, monthly_days, set_by, setter_name, set_at) ON backup_retentions TO syllabase_runtime;
--> statement-breakpoint
-- Backups are of all institutions together, so everybody who looks after them learns the longest, and of nobody whose it is.
CREATE FUNCTION longest_backup_retention() RETURNS TABLE (every_days integer, any_moment_days integer, monthly_days integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT max(r.every_days), max(r.any_moment_days), max(r.monthly_days) FROM backup_retentions r
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION longest_backup_retention() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION longest_backup_retention() TO syllabase_runtime;
