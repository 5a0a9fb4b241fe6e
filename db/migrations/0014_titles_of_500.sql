ALTER TABLE "lessons" ALTER COLUMN "title" SET DATA TYPE varchar(500);--> statement-breakpoint
-- One pass over the table: the generated column holds the type of the title fast, so it goes and comes back.
ALTER TABLE "courses"
	DROP COLUMN "search_vector",
	ALTER COLUMN "title" SET DATA TYPE varchar(500),
	ADD COLUMN "search_vector" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', coalesce("courses"."code", '') || ' ' || "courses"."title"), 'A') || setweight(to_tsvector('english', coalesce("courses"."department", '')), 'B') || setweight(to_tsvector('english', coalesce("courses"."description", '')), 'C')) STORED;
