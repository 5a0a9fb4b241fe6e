CREATE TYPE "public"."audit_outcome_enum" AS ENUM('ALLOWED', 'DENIED', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."completion_rule_enum" AS ENUM('MARK', 'VIEW');--> statement-breakpoint
CREATE TYPE "public"."course_status_enum" AS ENUM('DRAFT', 'PUBLISHED', 'ARCHIVED');--> statement-breakpoint
CREATE TYPE "public"."difficulty_enum" AS ENUM('BEGINNER', 'INTERMEDIATE', 'ADVANCED');--> statement-breakpoint
CREATE TYPE "public"."educational_level_enum" AS ENUM('PRIMARY', 'SECONDARY', 'UNDERGRADUATE', 'GRADUATE', 'PROFESSIONAL');--> statement-breakpoint
CREATE TYPE "public"."enrollment_status_enum" AS ENUM('ACTIVE', 'COMPLETED', 'DROPPED');--> statement-breakpoint
CREATE TYPE "public"."import_status_enum" AS ENUM('RUNNING', 'DONE', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."educational_role_enum" AS ENUM('STUDENT', 'INSTRUCTOR', 'ADMIN');--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"actor_role" "educational_role_enum",
	"actor_name" text,
	"institution_id" uuid,
	"action" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text,
	"student_id" uuid,
	"outcome" "audit_outcome_enum" DEFAULT 'ALLOWED' NOT NULL,
	"purpose" text,
	"justification" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ip_address" "inet",
	"request_id" text,
	CONSTRAINT "audit_log_occurred_at_id_pk" PRIMARY KEY("occurred_at","id")
) PARTITION BY RANGE ("occurred_at");
--> statement-breakpoint
CREATE TABLE "course_cards" (
	"course_id" uuid PRIMARY KEY NOT NULL,
	"published" boolean NOT NULL,
	"institution_id" uuid NOT NULL,
	"institution_name" varchar(255) NOT NULL,
	"instructor_id" uuid NOT NULL,
	"instructor_name" varchar(255) NOT NULL,
	"difficulty_level" "difficulty_enum" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"enrolled" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"dropped" integer DEFAULT 0 NOT NULL,
	"completion_total" bigint DEFAULT 0 NOT NULL,
	"time_total" bigint DEFAULT 0 NOT NULL,
	"histogram" integer[] DEFAULT array_fill(0, array[102]) NOT NULL,
	"middle" integer[]
);
--> statement-breakpoint
CREATE TABLE "course_deltas" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_deltas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"course_id" uuid NOT NULL,
	"enrolled" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"dropped" integer DEFAULT 0 NOT NULL,
	"completion" bigint DEFAULT 0 NOT NULL,
	"time" bigint DEFAULT 0 NOT NULL,
	"bucket_from" integer,
	"bucket_to" integer
);
--> statement-breakpoint
CREATE TABLE "courses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" varchar(80),
	"title" varchar(255) NOT NULL,
	"description" text,
	"instructor_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"difficulty_level" "difficulty_enum" NOT NULL,
	"estimated_duration" integer,
	"thumbnail_url" text,
	"status" "course_status_enum" DEFAULT 'DRAFT' NOT NULL,
	"ai_generated" boolean DEFAULT false NOT NULL,
	"learning_objectives" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"prerequisite_skills" text[] DEFAULT '{}' NOT NULL,
	"target_audience" "educational_level_enum"[] DEFAULT '{}' NOT NULL,
	"department" varchar(120),
	"license" text,
	"starts_on" date,
	"ends_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"sourced_id" text,
	"search_vector" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', coalesce("courses"."code", '') || ' ' || "courses"."title"), 'A') || setweight(to_tsvector('english', coalesce("courses"."department", '')), 'B') || setweight(to_tsvector('english', coalesce("courses"."description", '')), 'C')) STORED,
	"published_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"course_id" uuid NOT NULL,
	"title" varchar(255) NOT NULL,
	"description" text,
	"lesson_order" integer NOT NULL,
	"estimated_duration" integer,
	"content" jsonb NOT NULL,
	"learning_objectives" text[] DEFAULT '{}' NOT NULL,
	"difficulty_level" "difficulty_enum",
	"completion_tracking" jsonb DEFAULT '{"analytics":true}'::jsonb NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lessons_course_id_key" UNIQUE("course_id","id")
);
--> statement-breakpoint
CREATE TABLE "sections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"course_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"title" varchar(255) NOT NULL,
	"section_order" integer NOT NULL,
	"estimated_duration" integer,
	"content" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"content_text" text DEFAULT '' NOT NULL,
	"required" boolean DEFAULT true NOT NULL,
	"completion_rule" "completion_rule_enum" DEFAULT 'MARK' NOT NULL,
	"added_in_version" integer DEFAULT 1 NOT NULL,
	"removed_in_version" integer,
	"sourced_id" text,
	"search_vector" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', "sections"."title"), 'A') || setweight(to_tsvector('english', "sections"."content_text"), 'C')) STORED,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sections_course_lesson_id_key" UNIQUE("course_id","lesson_id","id")
);
--> statement-breakpoint
CREATE TABLE "activity_days" (
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"section_id" uuid NOT NULL,
	"day" date NOT NULL,
	"seconds" integer DEFAULT 0 NOT NULL,
	"interactions" integer DEFAULT 0 NOT NULL,
	"imported_seconds" integer DEFAULT 0 NOT NULL,
	"imported_interactions" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "activity_days_user_id_course_id_section_id_day_pk" PRIMARY KEY("user_id","course_id","section_id","day")
);
--> statement-breakpoint
CREATE TABLE "enrollments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"role" "educational_role_enum" DEFAULT 'STUDENT' NOT NULL,
	"status" "enrollment_status_enum" DEFAULT 'ACTIVE' NOT NULL,
	"course_version" integer DEFAULT 1 NOT NULL,
	"person_name" varchar(255) DEFAULT '' NOT NULL,
	"sourced_id" text,
	"begins_on" date,
	"ends_on" date,
	"enrolled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"sections_required" integer DEFAULT 0 NOT NULL,
	"sections_completed" integer DEFAULT 0 NOT NULL,
	"completion_sum" bigint DEFAULT 0 NOT NULL,
	"avg_completion" integer GENERATED ALWAYS AS (case when "enrollments"."sections_required" > 0 then least(10000, "enrollments"."completion_sum" / "enrollments"."sections_required")::int else 0 end) STORED NOT NULL,
	"progress_rows" integer DEFAULT 0 NOT NULL,
	"time_spent" bigint DEFAULT 0 NOT NULL,
	"interactions" bigint DEFAULT 0 NOT NULL,
	"lessons_attempted" integer DEFAULT 0 NOT NULL,
	"lessons_completed" integer DEFAULT 0 NOT NULL,
	"velocity_sum" bigint DEFAULT 0 NOT NULL,
	"velocity_count" integer DEFAULT 0 NOT NULL,
	"difficulty_sum" integer DEFAULT 0 NOT NULL,
	"difficulty_count" integer DEFAULT 0 NOT NULL,
	"comprehension_sum" bigint DEFAULT 0 NOT NULL,
	"comprehension_count" integer DEFAULT 0 NOT NULL,
	"first_activity_at" timestamp with time zone,
	"last_activity_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "enrollments_user_course_key" UNIQUE("user_id","course_id")
);
--> statement-breakpoint
CREATE TABLE "progress_events" (
	"user_id" uuid NOT NULL,
	"event_key" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "progress_events_user_id_event_key_pk" PRIMARY KEY("user_id","event_key")
);
--> statement-breakpoint
CREATE TABLE "user_progress" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"section_id" uuid NOT NULL,
	"completion_percentage" numeric(5, 2) DEFAULT 0 NOT NULL,
	"time_spent" integer DEFAULT 0 NOT NULL,
	"completed_at" timestamp with time zone,
	"learning_velocity" numeric(8, 2) GENERATED ALWAYS AS (case when "user_progress"."completed_at" is not null and "user_progress"."time_spent" > 0 then round(3600.0 / "user_progress"."time_spent", 2) end) STORED,
	"difficulty_rating" smallint,
	"difficulty_rated_at" timestamp with time zone,
	"comprehension_score" numeric(5, 2),
	"comprehension_scored_at" timestamp with time zone,
	"first_activity_at" timestamp with time zone NOT NULL,
	"last_activity_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_progress_user_id_course_id_lesson_id_section_id_pk" PRIMARY KEY("user_id","course_id","lesson_id","section_id"),
	CONSTRAINT "user_progress_completion_range" CHECK ("user_progress"."completion_percentage" between 0 and 100),
	CONSTRAINT "user_progress_time_range" CHECK ("user_progress"."time_spent" >= 0),
	CONSTRAINT "user_progress_difficulty_range" CHECK ("user_progress"."difficulty_rating" between 1 and 5),
	CONSTRAINT "user_progress_comprehension_range" CHECK ("user_progress"."comprehension_score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "import_rejections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_rejections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" uuid NOT NULL,
	"file" text NOT NULL,
	"line" integer NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"sha256" text NOT NULL,
	"institution_id" uuid,
	"status" "import_status_enum" DEFAULT 'RUNNING' NOT NULL,
	"checkpoint" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "institutions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" varchar(255) NOT NULL,
	"slug" varchar(80) NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"sourced_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"window_started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" varchar(255),
	"password_hash" varchar(255),
	"role" "educational_role_enum" NOT NULL,
	"institution_id" uuid,
	"display_name" varchar(255) NOT NULL,
	"given_name" varchar(120),
	"family_name" varchar(120),
	"sourced_id" text,
	"session_version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp with time zone,
	"last_active_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
ALTER TABLE "course_cards" ADD CONSTRAINT "course_cards_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_cards" ADD CONSTRAINT "course_cards_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_cards" ADD CONSTRAINT "course_cards_instructor_id_users_id_fk" FOREIGN KEY ("instructor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_deltas" ADD CONSTRAINT "course_deltas_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_instructor_id_users_id_fk" FOREIGN KEY ("instructor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_lesson_fk" FOREIGN KEY ("course_id","lesson_id") REFERENCES "public"."lessons"("course_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_days" ADD CONSTRAINT "activity_days_enrollment_fk" FOREIGN KEY ("user_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_progress" ADD CONSTRAINT "user_progress_enrollment_fk" FOREIGN KEY ("user_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_progress" ADD CONSTRAINT "user_progress_section_fk" FOREIGN KEY ("course_id","lesson_id","section_id") REFERENCES "public"."sections"("course_id","lesson_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rejections" ADD CONSTRAINT "import_rejections_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_institution_idx" ON "audit_log" USING btree ("institution_id","occurred_at" DESC,"id" DESC);--> statement-breakpoint
CREATE INDEX "audit_log_student_idx" ON "audit_log" USING btree ("student_id","occurred_at" DESC);--> statement-breakpoint
CREATE INDEX "course_cards_popular_idx" ON "course_cards" USING btree ("enrolled" DESC,"created_at" DESC,"course_id" DESC) WHERE "course_cards"."published";--> statement-breakpoint
CREATE INDEX "course_cards_difficulty_idx" ON "course_cards" USING btree ("difficulty_level","enrolled" DESC,"created_at" DESC,"course_id" DESC) WHERE "course_cards"."published";--> statement-breakpoint
CREATE INDEX "course_cards_institution_idx" ON "course_cards" USING btree ("institution_id","published","enrolled" DESC,"created_at" DESC,"course_id" DESC);--> statement-breakpoint
CREATE INDEX "course_cards_instructor_idx" ON "course_cards" USING btree ("instructor_id","published","enrolled" DESC,"created_at" DESC,"course_id" DESC);--> statement-breakpoint
CREATE INDEX "course_cards_newest_idx" ON "course_cards" USING btree ("created_at" DESC,"course_id" DESC) WHERE "course_cards"."published";--> statement-breakpoint
CREATE INDEX "course_deltas_course_idx" ON "course_deltas" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "courses_instructor_status_idx" ON "courses" USING btree ("instructor_id","status");--> statement-breakpoint
CREATE INDEX "courses_search_idx" ON "courses" USING gin ("search_vector");--> statement-breakpoint
CREATE UNIQUE INDEX "courses_institution_sourced_id_key" ON "courses" USING btree ("institution_id","sourced_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lessons_course_order_key" ON "lessons" USING btree ("course_id","lesson_order") WHERE "lessons"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sections_lesson_order_key" ON "sections" USING btree ("lesson_id","section_order") WHERE "sections"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sections_course_sourced_id_key" ON "sections" USING btree ("course_id","sourced_id");--> statement-breakpoint
CREATE INDEX "sections_search_idx" ON "sections" USING gin ("search_vector");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollments_course_sourced_id_key" ON "enrollments" USING btree ("course_id","sourced_id");--> statement-breakpoint
CREATE INDEX "enrollments_roster_idx" ON "enrollments" USING btree ("course_id","avg_completion" DESC,"user_id") WHERE "enrollments"."role" = 'STUDENT';--> statement-breakpoint
CREATE INDEX "progress_events_received_idx" ON "progress_events" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "user_progress_section_idx" ON "user_progress" USING btree ("course_id","lesson_id","section_id");--> statement-breakpoint
CREATE INDEX "user_progress_completed_idx" ON "user_progress" USING brin ("completed_at");--> statement-breakpoint
CREATE INDEX "import_rejections_import_idx" ON "import_rejections" USING btree ("import_id","file","line");--> statement-breakpoint
CREATE INDEX "imports_sha256_idx" ON "imports" USING btree ("sha256","kind");--> statement-breakpoint
CREATE INDEX "imports_institution_idx" ON "imports" USING btree ("institution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "institutions_slug_key" ON "institutions" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "institutions_sourced_id_key" ON "institutions" USING btree ("sourced_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email") WHERE "users"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_institution_sourced_id_key" ON "users" USING btree ("institution_id","sourced_id");--> statement-breakpoint
CREATE INDEX "users_institution_name_idx" ON "users" USING btree ("institution_id","display_name","id");