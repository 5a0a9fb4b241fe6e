CREATE TYPE "public"."flag_verdict_enum" AS ENUM('EXPLAINED', 'CONCERN', 'INCIDENT');--> statement-breakpoint
CREATE TABLE "audit_flag_reviews" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_flag_reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"institution_id" uuid NOT NULL,
	"flag_id" bigint NOT NULL,
	"verdict" "flag_verdict_enum" NOT NULL,
	"note" text NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"reviewer_name" text NOT NULL,
	"reviewed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_flag_reviews_note_length" CHECK (length("audit_flag_reviews"."note") between 10 and 2000)
);
--> statement-breakpoint
CREATE TABLE "audit_flags" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_flags_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"institution_id" uuid NOT NULL,
	"rule" varchar(40) NOT NULL,
	"rules_version" integer NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"counted" integer NOT NULL,
	"threshold" integer NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_flags_once_key" UNIQUE("institution_id","hour","actor_id","rule"),
	CONSTRAINT "audit_flags_institution_id_key" UNIQUE("institution_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" varchar(80) NOT NULL,
	"search" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_views_name_key" UNIQUE("user_id","name"),
	CONSTRAINT "audit_views_search_length" CHECK (length("audit_views"."search") <= 1000)
);
--> statement-breakpoint
ALTER TABLE "audit_flag_reviews" ADD CONSTRAINT "audit_flag_reviews_flag_fk" FOREIGN KEY ("institution_id","flag_id") REFERENCES "public"."audit_flags"("institution_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_flags" ADD CONSTRAINT "audit_flags_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_views" ADD CONSTRAINT "audit_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_flag_reviews_flag_idx" ON "audit_flag_reviews" USING btree ("institution_id","flag_id","id");--> statement-breakpoint
ALTER TABLE audit_flags FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_flags ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_flag_reviews FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_flag_reviews ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_views FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_views ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY audit_flags_read ON audit_flags FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id())
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY audit_flags_insert ON audit_flags FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY audit_flag_reviews_read ON audit_flag_reviews FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id())
    ELSE false
  END
);
--> statement-breakpoint
-- Signed by whoever is asking, now, and never by the person the flag is about.
CREATE POLICY audit_flag_reviews_insert ON audit_flag_reviews FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id())
  AND reviewer_id = (SELECT app_user_id()) AND reviewed_at = now()
  AND EXISTS (SELECT 1 FROM audit_flags f WHERE f.id = flag_id AND f.institution_id = audit_flag_reviews.institution_id
    AND f.actor_id <> (SELECT app_user_id()))
);
--> statement-breakpoint
CREATE POLICY audit_views_own ON audit_views FOR ALL USING (user_id = (SELECT app_user_id()));
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_flags, audit_flag_reviews TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON audit_views TO syllabase_runtime;
--> statement-breakpoint
-- New partitions find what has a reason or was refused; db/late-indexes.ts builds the same for those that are there.
CREATE OR REPLACE FUNCTION guard_audit_partition(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = partition);
BEGIN
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', partition);
  EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE INDEX %I ON %s USING brin (transaction_id) WITH (pages_per_range = 16)', name || '_transaction_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s (object_id, occurred_at) WHERE action LIKE ''class.%%''', name || '_class_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s (institution_id, occurred_at DESC, id DESC)
    WHERE purpose IS NOT NULL OR justification IS NOT NULL OR outcome <> ''ALLOWED''', name || '_reason_idx', partition);
END $$;
