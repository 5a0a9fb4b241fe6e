ALTER TABLE "legal_holds" ADD COLUMN "release_reason" text;--> statement-breakpoint
GRANT UPDATE (release_reason) ON legal_holds TO syllabase_runtime;
