CREATE TYPE "public"."question_kind_enum" AS ENUM('SINGLE', 'MULTIPLE');--> statement-breakpoint
CREATE TABLE "question_answers" (
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"question_version" integer NOT NULL,
	"attempt" integer NOT NULL,
	"chosen" text[] NOT NULL,
	"correct" boolean NOT NULL,
	"answered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "question_answers_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "question_answers_attempt_key" UNIQUE("user_id","course_id","question_id","question_version","attempt"),
	CONSTRAINT "question_answers_chosen_some" CHECK (cardinality("question_answers"."chosen") > 0),
	CONSTRAINT "question_answers_attempt_range" CHECK ("question_answers"."attempt" between 1 and 50)
);
--> statement-breakpoint
CREATE TABLE "question_keys" (
	"question_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"correct" text[] NOT NULL,
	"explanation" text,
	CONSTRAINT "question_keys_question_id_version_pk" PRIMARY KEY("question_id","version"),
	CONSTRAINT "question_keys_correct_some" CHECK (cardinality("question_keys"."correct") > 0)
);
--> statement-breakpoint
CREATE TABLE "question_versions" (
	"question_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" "question_kind_enum" NOT NULL,
	"prompt" text NOT NULL,
	"choices" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "question_versions_question_id_version_pk" PRIMARY KEY("question_id","version")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"course_id" uuid NOT NULL,
	"section_id" uuid NOT NULL,
	"question_order" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "question_answers" ADD CONSTRAINT "question_answers_enrollment_fk" FOREIGN KEY ("user_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_answers" ADD CONSTRAINT "question_answers_version_fk" FOREIGN KEY ("question_id","question_version") REFERENCES "public"."question_versions"("question_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_keys" ADD CONSTRAINT "question_keys_version_fk" FOREIGN KEY ("question_id","version") REFERENCES "public"."question_versions"("question_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_versions" ADD CONSTRAINT "question_versions_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_section_id_sections_id_fk" FOREIGN KEY ("section_id") REFERENCES "public"."sections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "question_answers_question_idx" ON "question_answers" USING btree ("question_id","question_version","attempt","course_id","user_id","correct","chosen");--> statement-breakpoint
CREATE INDEX "questions_course_idx" ON "questions" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "questions_section_idx" ON "questions" USING btree ("section_id","question_order");--> statement-breakpoint

-- Whether exactly the right choices were chosen: the one grader, all or nothing. Runs with the owner's rights and
-- the product's identity, since whoever answers may not see the key yet.
CREATE FUNCTION is_right(question uuid, asked_version integer, chosen text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system
RETURN (SELECT k.correct @> chosen AND chosen @> k.correct FROM question_keys k
  WHERE k.question_id = question AND k.version = asked_version);
--> statement-breakpoint
REVOKE ALL ON FUNCTION is_right(uuid, integer, text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION is_right(uuid, integer, text[]) TO syllabase_runtime;
--> statement-breakpoint
-- Course, attempt and grade of an answer are the database's word, whoever writes it; so is its time, except for
-- what the product itself brings from the past. Whoever writes holds the enrolment, so that attempts take turns.
CREATE FUNCTION grade_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT q.course_id INTO STRICT NEW.course_id FROM questions q WHERE q.id = NEW.question_id;
  NEW.attempt := 1 + (SELECT count(*) FROM question_answers a WHERE a.user_id = NEW.user_id
    AND a.course_id = NEW.course_id AND a.question_id = NEW.question_id AND a.question_version = NEW.question_version);
  NEW.correct := is_right(NEW.question_id, NEW.question_version, NEW.chosen);
  IF app_role() IS DISTINCT FROM 'SYSTEM' THEN
    NEW.answered_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER grade_answer BEFORE INSERT ON question_answers FOR EACH ROW EXECUTE FUNCTION grade_answer();
--> statement-breakpoint

ALTER TABLE question_answers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE question_answers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE question_keys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE question_keys ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY question_answers_read ON question_answers FOR SELECT USING (
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
CREATE POLICY question_answers_insert ON question_answers FOR INSERT WITH CHECK (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
-- A key is for those who answer for the course, and for a student once it can help no answer any more: after a
-- right answer or the second one.
CREATE POLICY question_keys_read ON question_keys FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN question_id IN (SELECT q.id FROM questions q JOIN courses c ON c.id = q.course_id
      WHERE c.instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN question_id IN (SELECT q.id FROM questions q JOIN courses c ON c.id = q.course_id
      WHERE c.institution_id = (SELECT app_institution_id()))
    ELSE EXISTS (SELECT 1 FROM question_answers a WHERE a.user_id = (SELECT app_user_id())
      AND a.question_id = question_keys.question_id AND a.question_version = question_keys.version
      AND (a.correct OR a.attempt >= 2))
  END
);
--> statement-breakpoint
CREATE POLICY question_keys_insert ON question_keys FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY question_keys_update ON question_keys FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON questions, question_keys TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON question_versions, question_answers TO syllabase_runtime;
