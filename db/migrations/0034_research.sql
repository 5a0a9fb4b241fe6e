CREATE TYPE "public"."term_phase_enum" AS ENUM('ENROLMENT', 'TEACHING', 'EXAMS');--> statement-breakpoint
CREATE TABLE "performance_phases" (
	"phase" "term_phase_enum" NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"covered_days" integer NOT NULL,
	"scans" jsonb NOT NULL,
	"counted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "performance_phases_pk" PRIMARY KEY("phase","from_day")
);
--> statement-breakpoint
CREATE TABLE "optimizer_windows" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "optimizer_windows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_minute" integer NOT NULL,
	"until_minute" integer NOT NULL,
	"time_zone" text NOT NULL,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "optimizer_windows_minutes" CHECK ("optimizer_windows"."from_minute" between 0 and 1439 and "optimizer_windows"."until_minute" between 0 and 1439 and "optimizer_windows"."from_minute" <> "optimizer_windows"."until_minute")
);
--> statement-breakpoint
CREATE TABLE "research_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "research_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"feed_id" uuid NOT NULL,
	"key" varchar(500) NOT NULL,
	"title" varchar(300) NOT NULL,
	"summary" varchar(1000) NOT NULL,
	"link" text,
	"published_at" timestamp with time zone,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "research_feeds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"url" varchar(500) NOT NULL,
	"title" varchar(200) NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"changed_by" uuid,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"etag" text,
	"last_modified" text,
	"tried_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"fault" text,
	CONSTRAINT "research_feeds_url_web" CHECK ("research_feeds"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "research_links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "research_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"proposal_id" bigint NOT NULL,
	"entry_id" bigint,
	"note_id" bigint,
	"linked_by" uuid NOT NULL,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "research_links_one" CHECK (num_nonnulls("research_links"."entry_id", "research_links"."note_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "research_notes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "research_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" varchar(500) NOT NULL,
	"found_on" date NOT NULL,
	"finding" text NOT NULL,
	"applicability" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "research_notes_finding_length" CHECK (length("research_notes"."finding") between 10 and 2000),
	CONSTRAINT "research_notes_applicability_length" CHECK (length("research_notes"."applicability") between 10 and 2000)
);
--> statement-breakpoint
ALTER TABLE "research_entries" ADD CONSTRAINT "research_entries_feed_id_research_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."research_feeds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "research_links" ADD CONSTRAINT "research_links_proposal_id_optimizer_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."optimizer_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "research_links" ADD CONSTRAINT "research_links_entry_id_research_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."research_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "research_links" ADD CONSTRAINT "research_links_note_id_research_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."research_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "research_entries_key" ON "research_entries" USING btree ("feed_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "research_feeds_url_key" ON "research_feeds" USING btree ("url");--> statement-breakpoint
CREATE UNIQUE INDEX "research_links_entry_key" ON "research_links" USING btree ("entry_id","proposal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "research_links_note_key" ON "research_links" USING btree ("note_id","proposal_id");--> statement-breakpoint
CREATE INDEX "research_links_proposal_idx" ON "research_links" USING btree ("proposal_id");--> statement-breakpoint
-- Before row security, which holds for the owner as well. All of them are off.
INSERT INTO research_feeds (url, title) VALUES
  ('https://www.postgresql.org/news.rss', 'PostgreSQL news'),
  ('https://planet.postgresql.org/rss20.xml', 'Planet PostgreSQL'),
  ('https://www.depesz.com/feed/', 'depesz: PostgreSQL, feature by feature');
--> statement-breakpoint
ALTER TABLE performance_phases FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_phases ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_feeds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_feeds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_entries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_entries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_notes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_notes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE research_links ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_windows FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE optimizer_windows ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- All of it is of the whole server, like the proposals: every administrator sees it.
CREATE POLICY performance_phases_read ON performance_phases FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY performance_phases_insert ON performance_phases FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_phases_delete ON performance_phases FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY research_feeds_read ON research_feeds FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
-- Administrators add feeds and turn them on and off in the own name; what came of reading one is the product's to say.
CREATE POLICY research_feeds_insert ON research_feeds FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND changed_by = (SELECT app_user_id()));
--> statement-breakpoint
CREATE POLICY research_feeds_update ON research_feeds FOR UPDATE USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'))
  WITH CHECK ((SELECT app_role()) = 'SYSTEM' OR changed_by = (SELECT app_user_id()));
--> statement-breakpoint
CREATE POLICY research_entries_read ON research_entries FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY research_entries_insert ON research_entries FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY research_entries_delete ON research_entries FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY research_notes_read ON research_notes FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY research_notes_insert ON research_notes FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND written_by = (SELECT app_user_id()));
--> statement-breakpoint
CREATE POLICY research_links_read ON research_links FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY research_links_insert ON research_links FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND linked_by = (SELECT app_user_id()));
--> statement-breakpoint
CREATE POLICY research_links_delete ON research_links FOR DELETE USING ((SELECT app_role()) = 'ADMIN');
--> statement-breakpoint
CREATE POLICY optimizer_windows_read ON optimizer_windows FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY optimizer_windows_insert ON optimizer_windows FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND set_by = (SELECT app_user_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON performance_phases, research_entries, research_links TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON research_feeds, research_notes, optimizer_windows TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (enabled, changed_by, changed_at, etag, last_modified, tried_at, answered_at, fault) ON research_feeds TO syllabase_runtime;
