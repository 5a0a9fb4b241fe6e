ALTER TABLE "backup_archive" ADD COLUMN "from_lsn" text;--> statement-breakpoint
ALTER TABLE "backup_requests" ADD COLUMN "reason" varchar(200);--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "start_lsn" text;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "damage" text;