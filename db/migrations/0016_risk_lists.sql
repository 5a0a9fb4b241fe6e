CREATE TABLE "contact_impacts" (
	"course_id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"worked_out_at" timestamp with time zone DEFAULT now() NOT NULL,
	"impact" jsonb
);
--> statement-breakpoint
CREATE TABLE "risk_list_students" (
	"course_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"score" smallint NOT NULL,
	"confidence" text NOT NULL,
	"change" text,
	"changed" jsonb,
	"reasons" jsonb NOT NULL,
	CONSTRAINT "risk_list_students_course_id_user_id_pk" PRIMARY KEY("course_id","user_id"),
	CONSTRAINT "risk_list_students_score_range" CHECK ("risk_list_students"."score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "risk_lists" (
	"course_id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"worked_out_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rules_version" integer NOT NULL,
	"rules_override" bigint,
	"not_enough" text,
	"usual" jsonb,
	"judged" integer NOT NULL,
	"compared" boolean NOT NULL,
	"gone" jsonb NOT NULL,
	"gone_total" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "risk_snapshots" ADD COLUMN "rules_override" bigint;--> statement-breakpoint
ALTER TABLE "contact_impacts" ADD CONSTRAINT "contact_impacts_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_list_students" ADD CONSTRAINT "risk_list_students_course_id_risk_lists_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."risk_lists"("course_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_lists" ADD CONSTRAINT "risk_lists_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "risk_list_students_order_idx" ON "risk_list_students" USING btree ("course_id","score" DESC NULLS FIRST,"user_id");
--> statement-breakpoint
ALTER TABLE risk_lists FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE risk_lists ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE risk_list_students FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE risk_list_students ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_impacts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_impacts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whoever answers for a class reads what is said of it; only the product writes it.
CREATE POLICY risk_lists_read ON risk_lists FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY risk_lists_insert ON risk_lists FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY risk_lists_update ON risk_lists FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY risk_lists_delete ON risk_lists FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Part of the student's education record, as risk_snapshots is: the student reads the own row.
CREATE POLICY risk_list_students_read ON risk_list_students FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY risk_list_students_insert ON risk_list_students FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY risk_list_students_delete ON risk_list_students FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY contact_impacts_read ON contact_impacts FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY contact_impacts_insert ON contact_impacts FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY contact_impacts_update ON contact_impacts FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY contact_impacts_delete ON contact_impacts FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON risk_lists, contact_impacts TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON risk_list_students TO syllabase_runtime;
