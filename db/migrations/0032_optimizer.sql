CREATE TYPE "public"."optimizer_event_enum" AS ENUM('PROPOSED', 'REFUSED', 'TRIAL_ASKED', 'TRIED', 'APPROVED', 'DECLINED', 'STARTED', 'APPLIED', 'FAILED', 'KEPT', 'INCONCLUSIVE', 'REVERT_ASKED', 'REVERT_STARTED', 'REVERTED');--> statement-breakpoint
CREATE TYPE "public"."optimizer_moment_enum" AS ENUM('PROPOSED', 'BEFORE', 'AFTER', 'WATCH');--> statement-breakpoint
CREATE TYPE "public"."optimizer_run_kind_enum" AS ENUM('PROPOSE', 'TRIAL', 'APPLY', 'REVERT');--> statement-breakpoint
CREATE TYPE "public"."optimizer_run_status_enum" AS ENUM('RUNNING', 'DONE', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."optimizer_verdict_enum" AS ENUM('IMPROVED', 'REGRESSED', 'INCONCLUSIVE');--> statement-breakpoint
CREATE TABLE "optimizer_ledger" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "optimizer_ledger_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"proposal_id" bigint NOT NULL,
	"event" "optimizer_event_enum" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"by" text,
	"decided_by" uuid,
	"reason" text,
	"evidence" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "optimizer_proposals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "optimizer_proposals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"change" jsonb NOT NULL,
	"why" text NOT NULL,
	"statements" text[] NOT NULL,
	"expected" jsonb NOT NULL,
	"price" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "optimizer_readings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "optimizer_readings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"proposal_id" bigint NOT NULL,
	"moment" "optimizer_moment_enum" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"statements" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "optimizer_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "optimizer_run_kind_enum" NOT NULL,
	"proposal_id" bigint,
	"status" "optimizer_run_status_enum" DEFAULT 'RUNNING' NOT NULL,
	"by" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"done" real DEFAULT 0 NOT NULL,
	"doing" text DEFAULT '' NOT NULL,
	"summary" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "optimizer_trials" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "optimizer_trials_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"proposal_id" bigint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	"verdict" "optimizer_verdict_enum" NOT NULL,
	"lab" jsonb NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "optimizer_ledger" ADD CONSTRAINT "optimizer_ledger_proposal_id_optimizer_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."optimizer_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizer_readings" ADD CONSTRAINT "optimizer_readings_proposal_id_optimizer_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."optimizer_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizer_runs" ADD CONSTRAINT "optimizer_runs_proposal_id_optimizer_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."optimizer_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizer_trials" ADD CONSTRAINT "optimizer_trials_proposal_id_optimizer_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."optimizer_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "optimizer_ledger_proposal_idx" ON "optimizer_ledger" USING btree ("proposal_id","id");--> statement-breakpoint
CREATE INDEX "optimizer_readings_proposal_idx" ON "optimizer_readings" USING btree ("proposal_id","id");--> statement-breakpoint
CREATE INDEX "optimizer_runs_proposal_idx" ON "optimizer_runs" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "optimizer_trials_proposal_idx" ON "optimizer_trials" USING btree ("proposal_id","id");
--> statement-breakpoint
ALTER TABLE optimizer_proposals FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_proposals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_trials FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_trials ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_ledger FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_ledger ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_readings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_readings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_runs FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_runs ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Changes are of the whole server: every administrator sees them, the product writes. What is evidence is only ever added.
CREATE POLICY optimizer_proposals_read ON optimizer_proposals FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY optimizer_proposals_insert ON optimizer_proposals FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY optimizer_trials_read ON optimizer_trials FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY optimizer_trials_insert ON optimizer_trials FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY optimizer_ledger_read ON optimizer_ledger FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
-- An administrator adds decisions only, and only in the own name.
CREATE POLICY optimizer_ledger_insert ON optimizer_ledger FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND decided_by = (SELECT app_user_id()) AND by IS NULL
    AND event IN ('TRIAL_ASKED', 'APPROVED', 'DECLINED', 'REVERT_ASKED')));
--> statement-breakpoint
CREATE POLICY optimizer_readings_read ON optimizer_readings FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY optimizer_readings_insert ON optimizer_readings FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY optimizer_runs_read ON optimizer_runs FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY optimizer_runs_insert ON optimizer_runs FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY optimizer_runs_update ON optimizer_runs FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT ON optimizer_proposals, optimizer_trials, optimizer_ledger, optimizer_readings TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON optimizer_runs TO syllabase_runtime;
