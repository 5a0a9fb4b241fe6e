CREATE TYPE "public"."reading_grain_enum" AS ENUM('FIVE_MINUTES', 'HOUR', 'DAY');--> statement-breakpoint
CREATE TABLE "performance_bases" (
	"kind" varchar(20) NOT NULL,
	"object" text NOT NULL,
	"epoch" text NOT NULL,
	"counters" jsonb NOT NULL,
	"taken_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "performance_bases_pk" PRIMARY KEY("kind","object")
);
--> statement-breakpoint
CREATE TABLE "performance_mutes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"institution_id" uuid NOT NULL,
	"check_name" varchar(40) NOT NULL,
	"object" text NOT NULL,
	"reason" text NOT NULL,
	"muted_by" uuid NOT NULL,
	"muter_name" text NOT NULL,
	"muted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" uuid,
	CONSTRAINT "performance_mutes_reason_length" CHECK (length("performance_mutes"."reason") between 10 and 500),
	CONSTRAINT "performance_mutes_expires_later" CHECK ("performance_mutes"."expires_at" > "performance_mutes"."muted_at")
);
--> statement-breakpoint
CREATE TABLE "performance_readings" (
	"grain" "reading_grain_enum" NOT NULL,
	"kind" varchar(20) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"object" text NOT NULL,
	"counters" jsonb NOT NULL,
	CONSTRAINT "performance_readings_pk" PRIMARY KEY("grain","kind","at","object")
);
--> statement-breakpoint
CREATE TABLE "performance_spells" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "performance_spells_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"check_name" varchar(40) NOT NULL,
	"object" text NOT NULL,
	"state" varchar(10) NOT NULL,
	"evidence" jsonb NOT NULL,
	"advice" text NOT NULL,
	"began" timestamp with time zone DEFAULT now() NOT NULL,
	"ended" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "performance_statements" (
	"query_id" text PRIMARY KEY NOT NULL,
	"name" text,
	"text" text NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "performance_mutes" ADD CONSTRAINT "performance_mutes_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "performance_mutes_institution_idx" ON "performance_mutes" USING btree ("institution_id","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "performance_spells_open_key" ON "performance_spells" USING btree ("check_name","object","state") WHERE "performance_spells"."ended" is null;--> statement-breakpoint
CREATE INDEX "performance_spells_began_idx" ON "performance_spells" USING btree ("began");--> statement-breakpoint
-- A row is changed several times within its day: room beside it keeps the index out of that, and housekeeping need not
-- come after each reading, which changes most of the rows at once.
ALTER TABLE performance_readings
  SET (fillfactor = 70, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_threshold = 5000);
--> statement-breakpoint
ALTER TABLE performance_bases
  SET (fillfactor = 70, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_threshold = 2000);
--> statement-breakpoint
ALTER TABLE performance_readings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_readings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_bases FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_bases ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_statements FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_statements ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_spells FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_spells ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_mutes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE performance_mutes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Readings are of the whole server: every administrator sees them, only the product writes.
CREATE POLICY performance_readings_read ON performance_readings FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY performance_readings_insert ON performance_readings FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_readings_update ON performance_readings FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_readings_delete ON performance_readings FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_bases_system ON performance_bases FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_statements_read ON performance_statements FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY performance_statements_insert ON performance_statements FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_statements_update ON performance_statements FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_statements_delete ON performance_statements FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_spells_read ON performance_spells FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY performance_spells_insert ON performance_spells FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_spells_update ON performance_spells FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY performance_spells_delete ON performance_spells FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Who muted what and why is an institution's own affair; a mute is lifted or runs out, and stays as history.
CREATE POLICY performance_mutes_read ON performance_mutes FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY performance_mutes_insert ON performance_mutes FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND muted_by = (SELECT app_user_id())
    AND lifted_at IS NULL AND lifted_by IS NULL
);
--> statement-breakpoint
CREATE POLICY performance_mutes_update ON performance_mutes FOR UPDATE USING (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND lifted_at IS NULL
) WITH CHECK (lifted_by = (SELECT app_user_id()) AND lifted_at IS NOT NULL);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON performance_readings, performance_bases, performance_statements, performance_spells
  TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON performance_mutes TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (lifted_at, lifted_by) ON performance_mutes TO syllabase_runtime;
