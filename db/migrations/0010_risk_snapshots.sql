CREATE TABLE "risk_snapshots" (
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"day" date NOT NULL,
	"score" smallint NOT NULL,
	"reasons" jsonb NOT NULL,
	"evidence" jsonb NOT NULL,
	"weights_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "risk_snapshots_user_id_course_id_day_pk" PRIMARY KEY("user_id","course_id","day"),
	CONSTRAINT "risk_snapshots_score_range" CHECK ("risk_snapshots"."score" between 0 and 100)
);
--> statement-breakpoint
ALTER TABLE "risk_snapshots" ADD CONSTRAINT "risk_snapshots_enrollment_fk" FOREIGN KEY ("user_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE risk_snapshots FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE risk_snapshots ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Part of the student's education record: who may read user_progress may read this.
CREATE POLICY risk_snapshots_read ON risk_snapshots FOR SELECT USING (
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
CREATE POLICY risk_snapshots_insert ON risk_snapshots FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- Kept as it was shown: nobody changes or deletes one.
GRANT SELECT, INSERT ON risk_snapshots TO syllabase_runtime;
