CREATE TYPE "public"."backup_work_enum" AS ENUM('BACKUP', 'ARCHIVE', 'DRILL');--> statement-breakpoint
ALTER TYPE "public"."backup_run_kind_enum" ADD VALUE 'ARCHIVE';--> statement-breakpoint
CREATE TABLE "backup_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"work" "backup_work_enum" NOT NULL,
	"institution_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requester_name" varchar(255) NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"done" real DEFAULT 0 NOT NULL,
	"doing" text,
	"noted_at" timestamp with time zone,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "logical_archives" (
	"id" text PRIMARY KEY NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"server_version" text NOT NULL,
	"schema_version" text NOT NULL,
	"tables" integer NOT NULL,
	"row_count" bigint NOT NULL,
	"plain_bytes" bigint NOT NULL,
	"stored_bytes" bigint NOT NULL,
	"data_classes" text[] NOT NULL,
	"data_keys" integer NOT NULL,
	"master_keys" text[] NOT NULL,
	"held_for" text,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "backup_requests" ADD CONSTRAINT "backup_requests_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "backup_requests_waiting_key" ON "backup_requests" USING btree ("work") WHERE "backup_requests"."started_at" is null;--> statement-breakpoint
CREATE INDEX "backup_requests_institution_idx" ON "backup_requests" USING btree ("institution_id","requested_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE logical_archives FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE logical_archives ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Archives are of the whole database: every administrator sees how they stand, only the product writes.
CREATE POLICY logical_archives_read ON logical_archives FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY logical_archives_insert ON logical_archives FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY logical_archives_update ON logical_archives FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Who asked is for the own institution to see.
CREATE POLICY backup_requests_read ON backup_requests FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY backup_requests_insert ON backup_requests FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id())
    AND requested_by = (SELECT app_user_id()) AND started_at IS NULL AND finished_at IS NULL)
);
--> statement-breakpoint
CREATE POLICY backup_requests_update ON backup_requests FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON logical_archives TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON backup_requests TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (started_at, finished_at, done, doing, noted_at, fault) ON backup_requests TO syllabase_runtime;
--> statement-breakpoint
-- An archive is read by the product itself, and lacks nothing: the one table that was a person's alone is no exception.
ALTER POLICY audit_views_own ON audit_views USING (user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Which migration is the newest here: an archive is restored into exactly that schema.
CREATE FUNCTION newest_migration() RETURNS TABLE (hash text, created_at bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT m.hash, m.created_at FROM drizzle.__drizzle_migrations m ORDER BY m.created_at DESC LIMIT 1;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION newest_migration() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION newest_migration() TO syllabase_runtime;
