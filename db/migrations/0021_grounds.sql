CREATE TYPE "public"."record_level_enum" AS ENUM('directory', 'summary', 'academic', 'full');--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"given_by" uuid NOT NULL,
	"records" "record_level_enum" NOT NULL,
	"purpose" varchar(100) NOT NULL,
	"party_name" varchar(200) NOT NULL,
	"party_email" varchar(255),
	"signature" varchar(255) NOT NULL,
	"signed_on" date NOT NULL,
	"expires_on" date NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consents_period" CHECK ("consents"."expires_on" >= "consents"."signed_on"),
	CONSTRAINT "consents_party_lower" CHECK ("consents"."party_email" = lower("consents"."party_email"))
);
--> statement-breakpoint
CREATE TABLE "directory_choices" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"opted_out" boolean NOT NULL,
	"chosen_by" uuid NOT NULL,
	"chosen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emergency_accesses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"accessor_id" uuid NOT NULL,
	"accessor_name" varchar(255) NOT NULL,
	"level" "record_level_enum" NOT NULL,
	"threat" text NOT NULL,
	"recipients" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reviewed_by" uuid,
	"reviewer_name" varchar(255),
	"reviewed_at" timestamp with time zone,
	"justified" boolean,
	"review" text,
	CONSTRAINT "emergency_accesses_another_reviewer" CHECK ("emergency_accesses"."reviewed_by" <> "emergency_accesses"."accessor_id")
);
--> statement-breakpoint
CREATE TABLE "guardianships" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"guardian_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"relationship" varchar(60) NOT NULL,
	"verification" text NOT NULL,
	"verified_by" uuid NOT NULL,
	"verified_at" timestamp with time zone DEFAULT now() NOT NULL,
	"collection_agreed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "guardianships_student_guardian_key" UNIQUE("student_id","guardian_id"),
	CONSTRAINT "guardianships_two_people" CHECK ("guardianships"."guardian_id" <> "guardianships"."student_id")
);
--> statement-breakpoint
CREATE TABLE "rights_facts" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"birth_date" date,
	"postsecondary_since" date,
	"collection_suspended_at" timestamp with time zone,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_choices" ADD CONSTRAINT "directory_choices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_accesses" ADD CONSTRAINT "emergency_accesses_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_accesses" ADD CONSTRAINT "emergency_accesses_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_guardian_id_users_id_fk" FOREIGN KEY ("guardian_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_facts" ADD CONSTRAINT "rights_facts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_student_idx" ON "consents" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "consents_party_idx" ON "consents" USING btree ("party_email");--> statement-breakpoint
CREATE INDEX "consents_institution_idx" ON "consents" USING btree ("institution_id");--> statement-breakpoint
CREATE INDEX "emergency_accesses_student_idx" ON "emergency_accesses" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "emergency_accesses_queue_idx" ON "emergency_accesses" USING btree ("institution_id","opened_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "guardianships_guardian_idx" ON "guardianships" USING btree ("guardian_id");--> statement-breakpoint
CREATE INDEX "guardianships_institution_idx" ON "guardianships" USING btree ("institution_id");--> statement-breakpoint
ALTER TABLE rights_facts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rights_facts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE guardianships FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE guardianships ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE consents FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE consents ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE emergency_accesses FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE emergency_accesses ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE directory_choices FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE directory_choices ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- 34 CFR 99.5: a parent's rights are the student's at 18 or from the first day of postsecondary education on. What is
-- not known opens nothing to a parent. Born on 29 February, one is 18 on 1 March.
CREATE FUNCTION rests_with_guardian(birth_date date, postsecondary_since date, today date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(
  extract(year FROM age(today::timestamp, birth_date::timestamp)) < 18
    AND (postsecondary_since IS NULL OR postsecondary_since > today), false);
--> statement-breakpoint
-- Whether the one who asks acts for a student under 18 as a verified guardian, today where the institution is.
CREATE FUNCTION is_guardian_of(student uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT EXISTS (
    SELECT 1 FROM guardianships g JOIN institutions i ON i.id = g.institution_id
    JOIN rights_facts f ON f.user_id = g.student_id
    WHERE g.student_id = student AND g.guardian_id = app_user_id() AND g.ended_at IS NULL
      AND rests_with_guardian(f.birth_date, f.postsecondary_since, (now() AT TIME ZONE i.time_zone)::date))
$$;
--> statement-breakpoint
-- What the gate's decision rests on, about the one who asks and one student, and nothing else of either.
CREATE FUNCTION record_facts(student uuid) RETURNS TABLE (name text, institution text, same_institution boolean,
  directory_opted_out boolean, today date, is_guardian boolean, birth_date date, postsecondary_since date, consents jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT u.display_name::text, i.name::text, coalesce(u.institution_id = app_institution_id(), false),
    coalesce(d.opted_out, false), t.today, g.id IS NOT NULL,
    CASE WHEN g.id IS NOT NULL OR u.id = app_user_id() THEN f.birth_date END,
    CASE WHEN g.id IS NOT NULL OR u.id = app_user_id() THEN f.postsecondary_since END,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('records', c.records, 'purpose', c.purpose, 'signedOn', c.signed_on,
        'expiresOn', c.expires_on, 'isRevoked', c.revoked_at IS NOT NULL, 'counts', (c.given_by = u.id)
          <> rests_with_guardian(f.birth_date, f.postsecondary_since, t.today)) ORDER BY c.id)
      FROM consents c JOIN users me ON me.id = app_user_id() AND me.email = c.party_email AND me.deleted_at IS NULL
      WHERE c.student_id = u.id), '[]')
  FROM users u LEFT JOIN institutions i ON i.id = u.institution_id
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date AS today) t
  LEFT JOIN rights_facts f ON f.user_id = u.id LEFT JOIN directory_choices d ON d.user_id = u.id
  LEFT JOIN guardianships g ON g.student_id = u.id AND g.guardian_id = app_user_id() AND g.ended_at IS NULL
  WHERE u.id = student AND u.role = 'STUDENT' AND u.deleted_at IS NULL
$$;
--> statement-breakpoint
-- The student whose record this transaction opened, where a guardianship, a consent or an emergency lets the one who
-- asks see that much of it. `app.opened_student` and `app.opened_purpose` only say what is asked for.
CREATE FUNCTION opened_student(wanted record_level_enum) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT u.id FROM users u LEFT JOIN institutions i ON i.id = u.institution_id
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date AS today) t
  WHERE u.id = nullif(current_setting('app.opened_student', true), '')::uuid AND u.deleted_at IS NULL AND (
    is_guardian_of(u.id)
    OR EXISTS (
      SELECT 1 FROM emergency_accesses e
      WHERE e.student_id = u.id AND e.accessor_id = app_user_id() AND e.opened_at = now() AND e.level >= wanted)
    OR EXISTS (
      SELECT 1 FROM consents c JOIN users me ON me.id = app_user_id() AND me.email = c.party_email AND me.deleted_at IS NULL
      LEFT JOIN rights_facts f ON f.user_id = u.id
      WHERE c.student_id = u.id AND c.revoked_at IS NULL AND c.records >= wanted
        AND t.today BETWEEN c.signed_on AND c.expires_on
        AND lower(c.purpose) = lower(btrim(current_setting('app.opened_purpose', true)))
        AND (c.given_by = u.id) <> rests_with_guardian(f.birth_date, f.postsecondary_since, t.today)))
$$;
--> statement-breakpoint
-- Inlined into the policies: where no record was opened, they pay for reading one setting.
CREATE FUNCTION app_opened_student(wanted record_level_enum) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN nullif(current_setting('app.opened_student', true), '') IS NOT NULL THEN opened_student(wanted) END;
--> statement-breakpoint
CREATE POLICY rights_facts_read ON rights_facts FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN user_id IN (SELECT id FROM users WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY rights_facts_insert ON rights_facts FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN recorded_by = (SELECT app_user_id()) AND EXISTS (
      SELECT 1 FROM users u WHERE u.id = user_id AND u.institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY rights_facts_update ON rights_facts FOR UPDATE USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN EXISTS (
      SELECT 1 FROM users u WHERE u.id = user_id AND u.institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY guardianships_read ON guardianships FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR guardian_id = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR guardian_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY guardianships_insert ON guardianships FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND verified_by = (SELECT app_user_id())
      AND guardian_id <> (SELECT app_user_id()) AND 2 = (
        SELECT count(*) FROM users u
        WHERE u.id IN (guardian_id, student_id) AND u.institution_id = (SELECT app_institution_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY guardianships_update ON guardianships FOR UPDATE USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND guardian_id <> (SELECT app_user_id())
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY consents_read ON consents FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR given_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR given_by = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY consents_insert ON consents FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (given_by = (SELECT app_user_id()) AND institution_id = (SELECT app_institution_id())
    AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)))
);
--> statement-breakpoint
CREATE POLICY consents_update ON consents FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM' OR student_id = (SELECT app_user_id()) OR given_by = (SELECT app_user_id())
);
--> statement-breakpoint
CREATE POLICY emergency_accesses_read ON emergency_accesses FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id())
    ELSE student_id = (SELECT app_user_id()) OR accessor_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY emergency_accesses_insert ON emergency_accesses FOR INSERT WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'STUDENT' THEN false
    ELSE accessor_id = (SELECT app_user_id()) AND institution_id = (SELECT app_institution_id())
      AND reviewed_at IS NULL AND opened_at = now()
      AND (SELECT f.same_institution FROM record_facts(student_id) f)
  END
);
--> statement-breakpoint
CREATE POLICY emergency_accesses_review ON emergency_accesses FOR UPDATE USING (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id())
    AND accessor_id <> (SELECT app_user_id()) AND reviewed_at IS NULL
) WITH CHECK (reviewed_by = (SELECT app_user_id()));
--> statement-breakpoint
-- An instructor reads it for the students taught: their class lists say who must not be named outside.
CREATE POLICY directory_choices_read ON directory_choices FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN user_id IN (SELECT id FROM users WHERE institution_id = (SELECT app_institution_id()))
    WHEN 'INSTRUCTOR' THEN EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = directory_choices.user_id AND c.instructor_id = (SELECT app_user_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY directory_choices_insert ON directory_choices FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (chosen_by = (SELECT app_user_id()) AND user_id = (SELECT app_user_id()))
);
--> statement-breakpoint
CREATE POLICY directory_choices_update ON directory_choices FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM' OR user_id = (SELECT app_user_id())
);
--> statement-breakpoint
ALTER POLICY users_read ON users USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN id = (SELECT app_user_id()) OR institution_id = (SELECT app_institution_id())
      OR id = (SELECT app_opened_student('full'))
    WHEN 'INSTRUCTOR' THEN id = (SELECT app_user_id()) OR EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = users.id AND c.instructor_id = (SELECT app_user_id())) OR id = (SELECT app_opened_student('full'))
    ELSE id = (SELECT app_user_id()) OR id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY activity_days_read ON activity_days USING (
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
ALTER POLICY enrollments_read ON enrollments USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id())) OR user_id = (SELECT app_opened_student('summary'))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id())) OR user_id = (SELECT app_opened_student('summary'))
    ELSE user_id = (SELECT app_user_id()) OR user_id = (SELECT app_opened_student('summary'))
  END
);
--> statement-breakpoint
REVOKE ALL ON FUNCTION is_guardian_of(uuid), record_facts(uuid), opened_student(record_level_enum) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION is_guardian_of(uuid), record_facts(uuid), opened_student(record_level_enum) TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON rights_facts, guardianships, consents, emergency_accesses, directory_choices TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (birth_date, postsecondary_since, collection_suspended_at, recorded_by, recorded_at) ON rights_facts TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (relationship, verification, verified_by, verified_at, collection_agreed_at, ended_at) ON guardianships TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (revoked_at) ON consents TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (reviewed_by, reviewer_name, reviewed_at, justified, review) ON emergency_accesses TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (opted_out, chosen_by, chosen_at) ON directory_choices TO syllabase_runtime;
