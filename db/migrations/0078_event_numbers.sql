ALTER TABLE "audit_log" ADD COLUMN "writer" uuid;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "writer_number" bigint;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "writer_settled" bigint;