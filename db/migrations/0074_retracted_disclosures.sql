ALTER TABLE "disclosures" ADD COLUMN "retracted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "retracted_by" uuid;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "retractor_name" varchar(255);--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "retraction" varchar(500);--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_retracted_in_full" CHECK (num_nonnulls("disclosures"."retracted_at", "disclosures"."retracted_by", "disclosures"."retractor_name", "disclosures"."retraction") IN (0, 4)) NOT VALID;--> statement-breakpoint
ALTER TABLE "disclosures" VALIDATE CONSTRAINT "disclosures_retracted_in_full";--> statement-breakpoint
GRANT UPDATE (retracted_at, retracted_by, retractor_name, retraction) ON disclosures TO syllabase_runtime;
--> statement-breakpoint
-- An administrator says once of what somebody entered, and not of what the gate gave out, that it is a mistake.
CREATE POLICY disclosures_update ON disclosures FOR UPDATE USING (
  retracted_at IS NULL AND records <> ALL (enum_range(NULL::record_level_enum)::text[])
  AND (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND student_id <> (SELECT app_user_id())
) WITH CHECK (retracted_by = (SELECT app_user_id()) AND institution_id = (SELECT app_institution_id()));
