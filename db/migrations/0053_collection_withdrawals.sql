ALTER TABLE "guardianships" ADD COLUMN "collection_withdrawn_at" timestamp with time zone;
--> statement-breakpoint
GRANT UPDATE (collection_withdrawn_at) ON guardianships TO syllabase_runtime;
