CREATE TYPE "public"."academic_entry_kind_enum" AS ENUM('GRADE', 'TRANSCRIPT', 'DISCIPLINARY');--> statement-breakpoint
CREATE TABLE "academic_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"kind" "academic_entry_kind_enum" NOT NULL,
	"happened_on" date NOT NULL,
	"content_sealed" "bytea" NOT NULL,
	"author_name" varchar(255) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "academic_entries_content_form" CHECK (is_sealed("academic_entries"."content_sealed"))
);
--> statement-breakpoint
CREATE TABLE "student_details" (
	"student_id" uuid PRIMARY KEY NOT NULL,
	"institution_id" uuid NOT NULL,
	"ssn_sealed" "bytea",
	"ssn_lookup" "bytea",
	"parent_contact_sealed" "bytea",
	"financial_aid_sealed" "bytea",
	"version" integer DEFAULT 1 NOT NULL,
	"changed_by" varchar(255) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "student_details_ssn_form" CHECK (is_sealed("student_details"."ssn_sealed")),
	CONSTRAINT "student_details_parent_contact_form" CHECK (is_sealed("student_details"."parent_contact_sealed")),
	CONSTRAINT "student_details_financial_aid_form" CHECK (is_sealed("student_details"."financial_aid_sealed"))
);
--> statement-breakpoint
ALTER TABLE "academic_entries" ADD CONSTRAINT "academic_entries_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "academic_entries" ADD CONSTRAINT "academic_entries_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_details" ADD CONSTRAINT "student_details_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_details" ADD CONSTRAINT "student_details_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "academic_entries_student_idx" ON "academic_entries" USING btree ("student_id","happened_on");--> statement-breakpoint
CREATE INDEX "academic_entries_institution_idx" ON "academic_entries" USING btree ("institution_id");--> statement-breakpoint
CREATE INDEX "academic_entries_content_sealing_idx" ON "academic_entries" USING btree (sealing_key("content_sealed"),"id");--> statement-breakpoint
CREATE INDEX "student_details_institution_idx" ON "student_details" USING btree ("institution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "student_details_lookup_key" ON "student_details" USING btree ("institution_id","ssn_lookup") WHERE "student_details"."ssn_lookup" is not null;--> statement-breakpoint
CREATE INDEX "student_details_ssn_sealing_idx" ON "student_details" USING btree (sealing_key("ssn_sealed"),"student_id");--> statement-breakpoint
CREATE INDEX "student_details_parent_contact_sealing_idx" ON "student_details" USING btree (sealing_key("parent_contact_sealed"),"student_id");--> statement-breakpoint
CREATE INDEX "student_details_financial_aid_sealing_idx" ON "student_details" USING btree (sealing_key("financial_aid_sealed"),"student_id");--> statement-breakpoint
ALTER TABLE student_details FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE student_details ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE academic_entries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE academic_entries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The student's own, and the administrators' of the institution that keeps them; no instructor's.
CREATE POLICY student_details_read ON student_details FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id())
    WHEN 'STUDENT' THEN student_id = (SELECT app_user_id())
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY student_details_insert ON student_details FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND EXISTS (
    SELECT 1 FROM users u WHERE u.id = student_id AND u.role = 'STUDENT' AND u.institution_id = (SELECT app_institution_id())))
);
--> statement-breakpoint
CREATE POLICY student_details_update ON student_details FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY academic_entries_read ON academic_entries FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id())
    WHEN 'STUDENT' THEN student_id = (SELECT app_user_id())
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY academic_entries_insert ON academic_entries FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND EXISTS (
    SELECT 1 FROM users u WHERE u.id = student_id AND u.role = 'STUDENT' AND u.institution_id = (SELECT app_institution_id())))
);
--> statement-breakpoint
CREATE POLICY academic_entries_seal ON academic_entries FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT ON student_details, academic_entries TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (ssn_sealed, ssn_lookup, parent_contact_sealed, financial_aid_sealed, version, changed_by, updated_at)
  ON student_details TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (content_sealed) ON academic_entries TO syllabase_runtime;
