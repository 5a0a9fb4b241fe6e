CREATE TABLE "disclosures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"disclosed_on" date NOT NULL,
	"party" varchar(500) NOT NULL,
	"interest" text NOT NULL,
	"records" varchar(500) NOT NULL,
	"further_recipients" varchar(500),
	"recorded_by" uuid NOT NULL,
	"recorder_name" varchar(255) NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inspection_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"requested_on" date NOT NULL,
	"wants" text NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"answered_on" date,
	"answerer_id" uuid,
	"answerer_name" varchar(255),
	"answer" text,
	"released" boolean DEFAULT false NOT NULL,
	CONSTRAINT "inspection_requests_ended_once" CHECK ("inspection_requests"."answered_at" is null or "inspection_requests"."withdrawn_at" is null)
);
--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_requests" ADD CONSTRAINT "inspection_requests_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_requests" ADD CONSTRAINT "inspection_requests_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosures_student_idx" ON "disclosures" USING btree ("student_id","recorded_at");--> statement-breakpoint
CREATE INDEX "disclosures_institution_idx" ON "disclosures" USING btree ("institution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inspection_requests_open_key" ON "inspection_requests" USING btree ("student_id") WHERE "inspection_requests"."answered_at" is null and "inspection_requests"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "inspection_requests_student_idx" ON "inspection_requests" USING btree ("student_id","answered_at");--> statement-breakpoint
CREATE INDEX "inspection_requests_queue_idx" ON "inspection_requests" USING btree ("institution_id","requested_at");--> statement-breakpoint
ALTER TABLE disclosures FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE disclosures ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE inspection_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE inspection_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE FUNCTION institution_of(student uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT institution_id FROM users WHERE id = student
$$;
--> statement-breakpoint
-- What was done section by section, for whoever opened the record in full: the policy of user_progress itself stays as
-- short as the write path needs it.
CREATE FUNCTION opened_progress(student uuid) RETURNS SETOF user_progress
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT * FROM user_progress WHERE user_id = student AND student = opened_student('full')
$$;
--> statement-breakpoint
-- The names of other students of the student's courses that occur in a text: they are taken out of a copy for the student.
CREATE FUNCTION other_names_in(student uuid, written text) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT DISTINCT e.person_name::text FROM enrollments own JOIN enrollments e ON e.course_id = own.course_id
  WHERE own.user_id = student AND e.user_id <> student AND e.role = 'STUDENT' AND length(e.person_name) > 2
    AND position(regexp_replace(lower(e.person_name), '\s+', ' ', 'g') IN regexp_replace(lower(written), '\s+', ' ', 'g')) > 0
$$;
--> statement-breakpoint
CREATE POLICY disclosures_read ON disclosures FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR recorded_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR recorded_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
CREATE POLICY disclosures_insert ON disclosures FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (recorded_by = (SELECT app_user_id()) AND institution_id = institution_of(student_id) AND (
    ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
    OR student_id = (SELECT app_opened_student('directory'))))
);
--> statement-breakpoint
CREATE POLICY inspection_requests_read ON inspection_requests FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR requested_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR requested_by = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY inspection_requests_insert ON inspection_requests FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (requested_by = (SELECT app_user_id()) AND institution_id = institution_of(student_id)
    AND answered_at IS NULL AND NOT released
    AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)))
);
--> statement-breakpoint
-- An administrator answers what somebody else asked; whoever asked may take it back.
CREATE POLICY inspection_requests_update ON inspection_requests FOR UPDATE USING (
  answered_at IS NULL AND withdrawn_at IS NULL AND CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND requested_by <> (SELECT app_user_id())
    ELSE requested_by = (SELECT app_user_id())
  END
) WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN answerer_id = (SELECT app_user_id()) AND withdrawn_at IS NULL
    ELSE withdrawn_at IS NOT NULL AND answered_at IS NULL AND NOT released
  END
);
--> statement-breakpoint
ALTER POLICY question_answers_read ON question_answers USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id())) OR user_id = (SELECT app_opened_student('full'))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id())) OR user_id = (SELECT app_opened_student('full'))
    ELSE user_id = (SELECT app_user_id()) OR user_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY risk_snapshots_read ON risk_snapshots USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id())) OR user_id = (SELECT app_opened_student('full'))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id())) OR user_id = (SELECT app_opened_student('full'))
    ELSE user_id = (SELECT app_user_id()) OR user_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY standings_read ON standings USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id())) OR user_id = (SELECT app_opened_student('full'))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id())) OR user_id = (SELECT app_opened_student('full'))
    ELSE user_id = (SELECT app_user_id()) OR user_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY message_recipients_read ON message_recipients USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
      OR student_id = (SELECT app_opened_student('full'))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
      OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY messages_read ON messages USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
      OR EXISTS (SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id AND r.student_id = (SELECT app_opened_student('full')))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
      OR EXISTS (SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id AND r.student_id = (SELECT app_opened_student('full')))
    ELSE EXISTS (
      SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id
        AND (r.student_id = (SELECT app_user_id()) OR r.student_id = (SELECT app_opened_student('full'))))
  END
);
--> statement-breakpoint
-- Until when notes about a student were made available to whoever asks: the last released inspection.
CREATE FUNCTION released_until(student uuid) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT max(r.answered_at) FROM inspection_requests r WHERE r.student_id = student AND r.released
$$;
--> statement-breakpoint
CREATE FUNCTION inspection_is_open(student uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT EXISTS (
    SELECT 1 FROM inspection_requests r WHERE r.student_id = student AND r.answered_at IS NULL AND r.withdrawn_at IS NULL)
$$;
--> statement-breakpoint
-- A student sees notes once an administrator released them at an inspection, as they were then.
ALTER POLICY student_notes_read ON student_notes USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE (student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full')))
      AND updated_at <= released_until(student_id)
  END
);
--> statement-breakpoint
-- Nothing is taken away while somebody has asked to see it (34 CFR 99.10(e)).
ALTER POLICY student_notes_update ON student_notes WITH CHECK ((deleted_at IS NULL OR NOT inspection_is_open(student_id))
  AND CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
ALTER POLICY student_note_versions_read ON student_note_versions USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE (student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full')))
      AND replaced_at <= released_until(student_id)
  END
);
--> statement-breakpoint
REVOKE ALL ON FUNCTION institution_of(uuid), opened_progress(uuid), other_names_in(uuid, text), inspection_is_open(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION institution_of(uuid), opened_progress(uuid), other_names_in(uuid, text), inspection_is_open(uuid)
  TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON disclosures, inspection_requests TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (withdrawn_at, answered_at, answered_on, answerer_id, answerer_name, answer, released)
  ON inspection_requests TO syllabase_runtime;
