CREATE TYPE "public"."backup_run_kind_enum" AS ENUM('BACKUP', 'POINT', 'RESTORE', 'DRILL', 'PRUNE');--> statement-breakpoint
CREATE TYPE "public"."backup_run_status_enum" AS ENUM('RUNNING', 'DONE', 'FAILED');--> statement-breakpoint
CREATE TABLE "backup_archive" (
	"system_id" text PRIMARY KEY NOT NULL,
	"timeline" integer NOT NULL,
	"lsn" text NOT NULL,
	"covered_until" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "backup_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "backup_run_kind_enum" NOT NULL,
	"status" "backup_run_status_enum" DEFAULT 'RUNNING' NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"summary" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "backups" (
	"id" text PRIMARY KEY NOT NULL,
	"system_id" text NOT NULL,
	"timeline" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"verified_at" timestamp with time zone NOT NULL,
	"schema_version" text NOT NULL,
	"files" integer NOT NULL,
	"plain_bytes" bigint NOT NULL,
	"stored_bytes" bigint NOT NULL,
	"covered_until" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "backup_runs_kind_idx" ON "backup_runs" USING btree ("kind","started_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE backups FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backups ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_runs FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_runs ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_archive FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_archive ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Backups are of the whole server: every administrator sees how they stand, only the product writes.
CREATE POLICY backups_read ON backups FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY backups_insert ON backups FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY backups_update ON backups FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY backup_runs_read ON backup_runs FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY backup_runs_insert ON backup_runs FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY backup_runs_update ON backup_runs FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY backup_archive_read ON backup_archive FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY backup_archive_insert ON backup_archive FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY backup_archive_update ON backup_archive FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON backups, backup_runs, backup_archive TO syllabase_runtime;
