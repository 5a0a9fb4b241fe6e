CREATE TYPE "public"."amendment_state_enum" AS ENUM('REQUESTED', 'AMENDED', 'REFUSED', 'HEARING_REQUESTED', 'UPHELD', 'STATED', 'WITHDRAWN');--> statement-breakpoint
CREATE TABLE "amendment_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" "amendment_state_enum" DEFAULT 'REQUESTED' NOT NULL,
	"contested" varchar(500) NOT NULL,
	"wanted" text NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid,
	"decider_name" varchar(255),
	"decided_at" timestamp with time zone,
	"decision" text,
	"hearing_requested_at" timestamp with time zone,
	"heard_by" uuid,
	"hearer_name" varchar(255),
	"heard_at" timestamp with time zone,
	"hearing_decision" text,
	CONSTRAINT "amendment_requests_heard_by_another" CHECK ("amendment_requests"."heard_by" <> "amendment_requests"."decided_by"),
	CONSTRAINT "amendment_requests_decided_by_another" CHECK ("amendment_requests"."decided_by" <> "amendment_requests"."requested_by")
);
--> statement-breakpoint
CREATE TABLE "record_statements" (
	"amendment_id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"contested" varchar(500) NOT NULL,
	"statement" text NOT NULL,
	"stated_by" uuid NOT NULL,
	"stated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD CONSTRAINT "amendment_requests_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD CONSTRAINT "amendment_requests_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_statements" ADD CONSTRAINT "record_statements_amendment_id_amendment_requests_id_fk" FOREIGN KEY ("amendment_id") REFERENCES "public"."amendment_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_statements" ADD CONSTRAINT "record_statements_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_statements" ADD CONSTRAINT "record_statements_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "amendment_requests_student_idx" ON "amendment_requests" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "amendment_requests_queue_idx" ON "amendment_requests" USING btree ("institution_id","requested_at");--> statement-breakpoint
CREATE INDEX "record_statements_student_idx" ON "record_statements" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "record_statements_institution_idx" ON "record_statements" USING btree ("institution_id");--> statement-breakpoint
ALTER TABLE amendment_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE amendment_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE record_statements FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE record_statements ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY amendment_requests_read ON amendment_requests FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR requested_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR requested_by = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY amendment_requests_insert ON amendment_requests FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (requested_by = (SELECT app_user_id()) AND institution_id = institution_of(student_id)
    AND state = 'REQUESTED' AND decided_by IS NULL AND heard_by IS NULL
    AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)))
);
--> statement-breakpoint
-- Administrators decide and hear; whoever holds the rights asks for a hearing, states or withdraws, and decides nothing.
CREATE POLICY amendment_requests_update ON amendment_requests FOR UPDATE USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND requested_by <> (SELECT app_user_id())
      AND state IN ('REQUESTED', 'HEARING_REQUESTED')
    ELSE student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)
  END
) WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN state IN ('AMENDED', 'REFUSED', 'UPHELD')
    ELSE state IN ('HEARING_REQUESTED', 'STATED', 'WITHDRAWN')
  END
);
--> statement-breakpoint
CREATE POLICY record_statements_read ON record_statements FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_opened_student('summary'))
    WHEN 'INSTRUCTOR' THEN student_id = (SELECT app_opened_student('summary')) OR EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = record_statements.student_id AND c.instructor_id = (SELECT app_user_id()))
    ELSE student_id = (SELECT app_user_id()) OR stated_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('summary'))
  END
);
--> statement-breakpoint
CREATE POLICY record_statements_insert ON record_statements FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (stated_by = (SELECT app_user_id()) AND EXISTS (
    SELECT 1 FROM amendment_requests a WHERE a.id = amendment_id AND a.student_id = record_statements.student_id
      AND a.institution_id = record_statements.institution_id AND a.state = 'STATED')
    AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)))
);
--> statement-breakpoint
GRANT SELECT, INSERT ON amendment_requests, record_statements TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decider_name, decided_at, decision, hearing_requested_at, heard_by, hearer_name, heard_at,
  hearing_decision) ON amendment_requests TO syllabase_runtime;
