CREATE TYPE "public"."email_mode_enum" AS ENUM('NOW', 'DAILY', 'WEEKLY', 'NEVER');--> statement-breakpoint
CREATE TABLE "message_recipients" (
	"message_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "message_recipients_message_id_student_id_pk" PRIMARY KEY("message_id","student_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"course_id" uuid NOT NULL,
	"sender_id" uuid NOT NULL,
	"sender_name" varchar(255) NOT NULL,
	"audience" varchar(20) NOT NULL,
	"subject" varchar(150) NOT NULL,
	"body" text NOT NULL,
	"recipients" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_body_length" CHECK (length("messages"."body") between 1 and 5000)
);
--> statement-breakpoint
CREATE TABLE "student_note_versions" (
	"note_id" uuid NOT NULL,
	"version" smallint NOT NULL,
	"course_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"body" text NOT NULL,
	"follow_up_on" date,
	"replaced_by" varchar(255) NOT NULL,
	"replaced_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "student_note_versions_note_id_version_pk" PRIMARY KEY("note_id","version")
);
--> statement-breakpoint
CREATE TABLE "student_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"course_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" varchar(255) NOT NULL,
	"body" text NOT NULL,
	"follow_up_on" date,
	"followed_up_at" timestamp with time zone,
	"version" smallint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "student_notes_body_length" CHECK (length("student_notes"."body") between 1 and 5000)
);
--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"user_id" uuid NOT NULL,
	"kind" varchar(40) NOT NULL,
	"in_app" boolean NOT NULL,
	"email" "email_mode_enum" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_preferences_user_id_kind_pk" PRIMARY KEY("user_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" varchar(40) NOT NULL,
	"course_id" uuid,
	"title" varchar(300) NOT NULL,
	"body" varchar(1000) NOT NULL,
	"href" varchar(500) NOT NULL,
	"subject_key" varchar(120) NOT NULL,
	"in_app" boolean DEFAULT true NOT NULL,
	"email_settled" boolean DEFAULT false NOT NULL,
	"email_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_href_inside" CHECK ("notifications"."href" ~ '^/([^/]|$)')
);
--> statement-breakpoint
CREATE TABLE "outgoing_emails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"mode" "email_mode_enum" NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quiet_hours" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"from_minute" smallint NOT NULL,
	"until_minute" smallint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quiet_hours_range" CHECK ("quiet_hours"."from_minute" between 0 and 1439 and "quiet_hours"."until_minute" between 0 and 1439)
);
--> statement-breakpoint
ALTER TABLE "message_recipients" ADD CONSTRAINT "message_recipients_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_recipients" ADD CONSTRAINT "message_recipients_enrollment_fk" FOREIGN KEY ("student_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sender_id_users_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_note_versions" ADD CONSTRAINT "student_note_versions_note_id_student_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."student_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_notes" ADD CONSTRAINT "student_notes_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_notes" ADD CONSTRAINT "student_notes_enrollment_fk" FOREIGN KEY ("student_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_email_id_outgoing_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."outgoing_emails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_emails" ADD CONSTRAINT "outgoing_emails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiet_hours" ADD CONSTRAINT "quiet_hours_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_recipients_student_idx" ON "message_recipients" USING btree ("course_id","student_id");--> statement-breakpoint
CREATE INDEX "messages_course_idx" ON "messages" USING btree ("course_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "messages_sender_idx" ON "messages" USING btree ("sender_id","created_at");--> statement-breakpoint
CREATE INDEX "student_notes_student_idx" ON "student_notes" USING btree ("course_id","student_id");--> statement-breakpoint
CREATE INDEX "student_notes_author_idx" ON "student_notes" USING btree ("author_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_subject_key" ON "notifications" USING btree ("user_id","kind","subject_key");--> statement-breakpoint
CREATE INDEX "notifications_centre_idx" ON "notifications" USING btree ("user_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "notifications_unread_idx" ON "notifications" USING btree ("user_id") WHERE "notifications"."read_at" is null and "notifications"."in_app";--> statement-breakpoint
CREATE INDEX "notifications_unsettled_idx" ON "notifications" USING btree ("created_at") WHERE not "notifications"."email_settled";--> statement-breakpoint
CREATE INDEX "notifications_email_idx" ON "notifications" USING btree ("email_id");--> statement-breakpoint
CREATE INDEX "notifications_created_idx" ON "notifications" USING brin ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outgoing_emails_due_key" ON "outgoing_emails" USING btree ("user_id","mode","due_at");--> statement-breakpoint
CREATE INDEX "outgoing_emails_waiting_idx" ON "outgoing_emails" USING btree ("next_attempt_at") WHERE "outgoing_emails"."sent_at" is null and "outgoing_emails"."failed_at" is null and "outgoing_emails"."cancelled_at" is null;
--> statement-breakpoint
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE outgoing_emails FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE outgoing_emails ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE notification_preferences FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE quiet_hours FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE quiet_hours ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE message_recipients FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE message_recipients ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE student_notes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE student_notes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE student_note_versions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE student_note_versions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Everybody reads what they were told; the product tells, and whoever answers for a class its students that there
-- is a message.
CREATE POLICY notifications_read ON notifications FOR SELECT USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY notifications_insert ON notifications FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN kind = 'MESSAGE' AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN kind = 'MESSAGE' AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END AND ((SELECT app_role()) = 'SYSTEM' OR EXISTS (
    SELECT 1 FROM enrollments e WHERE e.user_id = notifications.user_id AND e.course_id = notifications.course_id))
);
--> statement-breakpoint
CREATE POLICY notifications_update ON notifications FOR UPDATE USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY notifications_delete ON notifications FOR DELETE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY outgoing_emails_system ON outgoing_emails FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY notification_preferences_own ON notification_preferences FOR ALL USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY quiet_hours_own ON quiet_hours FOR ALL USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
-- Recipients carry the course, so that neither policy asks the other table's.
CREATE POLICY message_recipients_read ON message_recipients FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE student_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY message_recipients_insert ON message_recipients FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY message_recipients_update ON message_recipients FOR UPDATE USING (
  student_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY messages_read ON messages FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE EXISTS (
      SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id AND r.student_id = (SELECT app_user_id()))
  END
);
--> statement-breakpoint
CREATE POLICY messages_insert ON messages FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN sender_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN sender_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
-- Notes are for those who answer for the class, never for the student; an author changes the own ones only.
CREATE POLICY student_notes_read ON student_notes FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY student_notes_insert ON student_notes FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY student_notes_update ON student_notes FOR UPDATE USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY student_note_versions_read ON student_note_versions FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY student_note_versions_insert ON student_note_versions FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR EXISTS (
    SELECT 1 FROM student_notes n WHERE n.id = note_id AND n.author_id = (SELECT app_user_id())
      AND n.course_id = student_note_versions.course_id AND n.student_id = student_note_versions.student_id)
);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON notifications TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (read_at, email_settled, email_id) ON notifications TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON outgoing_emails TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON notification_preferences, quiet_hours TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON messages, message_recipients, student_note_versions TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (read_at) ON message_recipients TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON student_notes TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (body, follow_up_on, followed_up_at, version, updated_at, deleted_at) ON student_notes TO syllabase_runtime;
