ALTER TABLE "amendment_requests" ADD COLUMN "received_on" date;--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD COLUMN "received_on" date;