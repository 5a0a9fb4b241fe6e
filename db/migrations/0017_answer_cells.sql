CREATE TABLE "answer_cells" (
	"course_id" uuid PRIMARY KEY NOT NULL,
	"cells" jsonb NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "answer_cells" ADD CONSTRAINT "answer_cells_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE answer_cells FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE answer_cells ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Names nobody, but a group in it can be one student: for those who answer for the class, as the answers are.
CREATE POLICY answer_cells_read ON answer_cells FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY answer_cells_insert ON answer_cells FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY answer_cells_update ON answer_cells FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON answer_cells TO syllabase_runtime;
