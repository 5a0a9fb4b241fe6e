ALTER TABLE "inspection_requests" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "inspection_requests" ADD COLUMN "recorder_name" varchar(255);--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD COLUMN "recorder_name" varchar(255);--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD COLUMN "recorder_name" varchar(255);--> statement-breakpoint
-- The name is for whoever has to do with the student, since anybody may ask, with any id. Now also of whoever a roster has
-- taken off its list: what is kept of somebody is a record until it is erased, and an erasure takes the roster's id away.
-- (The other copy of this rule is lib/access/ever-student.ts.)
CREATE OR REPLACE FUNCTION record_facts(student uuid) RETURNS TABLE (name text, institution text, same_institution boolean,
  directory_opted_out boolean, today date, is_guardian boolean, birth_date date, postsecondary_since date, consents jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT CASE WHEN u.id = app_user_id() OR u.institution_id = app_institution_id() OR g.id IS NOT NULL
      OR c.consents <> '[]'
      OR EXISTS (SELECT 1 FROM enrollments e JOIN courses taught ON taught.id = e.course_id
        WHERE e.user_id = u.id AND taught.instructor_id = app_user_id())
      OR current_setting('app.role', true) = 'SYSTEM' THEN u.display_name::text END,
    i.name::text, coalesce(u.institution_id = app_institution_id(), false),
    coalesce(d.opted_out, false), t.today, g.id IS NOT NULL,
    CASE WHEN g.id IS NOT NULL OR u.id = app_user_id() THEN f.birth_date END,
    CASE WHEN g.id IS NOT NULL OR u.id = app_user_id() THEN f.postsecondary_since END,
    c.consents
  FROM users u LEFT JOIN institutions i ON i.id = u.institution_id
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date AS today) t
  LEFT JOIN rights_facts f ON f.user_id = u.id LEFT JOIN directory_choices d ON d.user_id = u.id
  LEFT JOIN guardianships g ON g.student_id = u.id AND g.guardian_id = app_user_id() AND g.ended_at IS NULL
  CROSS JOIN LATERAL (SELECT coalesce((
        SELECT jsonb_agg(jsonb_build_object('records', k.records, 'purpose', k.purpose, 'signedOn', k.signed_on,
          'expiresOn', k.expires_on, 'isRevoked', k.revoked_at IS NOT NULL, 'counts', (k.given_by = u.id)
            <> rests_with_guardian(f.birth_date, f.postsecondary_since, t.today)) ORDER BY k.id)
        FROM consents k JOIN users me ON me.id = app_user_id() AND me.email = k.party_email AND me.deleted_at IS NULL
        WHERE k.student_id = u.id), '[]') AS consents) c
  WHERE u.id = student AND (u.deleted_at IS NULL OR u.sourced_id IS NOT NULL) AND (u.role = 'STUDENT' OR EXISTS (
    SELECT 1 FROM enrollments e WHERE e.user_id = u.id AND e.role = 'STUDENT'))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION opened_student(wanted record_level_enum) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT u.id FROM users u LEFT JOIN institutions i ON i.id = u.institution_id
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date AS today) t
  WHERE u.id = nullif(current_setting('app.opened_student', true), '')::uuid
    AND (u.deleted_at IS NULL OR u.sourced_id IS NOT NULL) AND (
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
-- What is one's own is one's own in every role: whoever was a student reads it also as a teacher or an administrator now.
ALTER POLICY record_statements_read ON record_statements USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
      OR stated_by = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('summary'))
    WHEN 'INSTRUCTOR' THEN student_id = (SELECT app_user_id()) OR stated_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('summary')) OR EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = record_statements.student_id AND c.instructor_id = (SELECT app_user_id()))
    ELSE student_id = (SELECT app_user_id()) OR stated_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('summary'))
  END
);
--> statement-breakpoint
ALTER POLICY directory_choices_read ON directory_choices USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN user_id IN (SELECT id FROM users WHERE institution_id = (SELECT app_institution_id()))
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR EXISTS (
      SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = directory_choices.user_id AND c.instructor_id = (SELECT app_user_id()))
    ELSE user_id = (SELECT app_user_id())
  END OR is_guardian_of(user_id)
);
--> statement-breakpoint
ALTER POLICY message_recipients_read ON message_recipients USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
      OR student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
      OR student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY messages_read ON messages USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
      OR EXISTS (
        SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id
          AND (r.student_id = (SELECT app_user_id()) OR r.student_id = (SELECT app_opened_student('full'))))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
      OR EXISTS (
        SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id
          AND (r.student_id = (SELECT app_user_id()) OR r.student_id = (SELECT app_opened_student('full'))))
    ELSE EXISTS (
      SELECT 1 FROM message_recipients r WHERE r.message_id = messages.id
        AND (r.student_id = (SELECT app_user_id()) OR r.student_id = (SELECT app_opened_student('full'))))
  END
);
--> statement-breakpoint
ALTER POLICY student_notes_read ON student_notes USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END OR ((student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND EXISTS (
    SELECT 1 FROM inspection_requests r WHERE r.student_id = student_notes.student_id AND r.released
      AND note_version_was_kept(student_notes.id, student_notes.version, r.answered_at)))
);
--> statement-breakpoint
ALTER POLICY student_note_versions_read ON student_note_versions USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END OR ((student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND EXISTS (
    SELECT 1 FROM inspection_requests r WHERE r.student_id = student_note_versions.student_id AND r.released
      AND note_version_was_kept(student_note_versions.note_id, student_note_versions.version, r.answered_at)))
);
--> statement-breakpoint
-- What somebody asked for by letter, an administrator enters in the name of the student, and is named for it.
ALTER POLICY inspection_requests_insert ON inspection_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (institution_id = institution_of(student_id) AND answered_at IS NULL AND NOT released AND CASE
    WHEN recorded_by IS NULL THEN requested_by = (SELECT app_user_id())
      AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
    ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND requested_by = student_id
      AND student_id <> (SELECT app_user_id()) AND is_ever_student_here(student_id)
  END)
);
--> statement-breakpoint
ALTER POLICY erasure_requests_insert ON erasure_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (institution_id = institution_of(student_id) AND state = 'REQUESTED' AND CASE
    WHEN recorded_by IS NULL THEN requested_by = (SELECT app_user_id())
      AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
    ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND requested_by = student_id
      AND student_id <> (SELECT app_user_id()) AND is_ever_student_here(student_id)
  END)
);
--> statement-breakpoint
ALTER POLICY amendment_requests_insert ON amendment_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (institution_id = institution_of(student_id) AND state = 'REQUESTED'
    AND decided_by IS NULL AND heard_by IS NULL AND CASE
      WHEN recorded_by IS NULL THEN requested_by = (SELECT app_user_id())
        AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
      ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND requested_by = student_id
        AND student_id <> (SELECT app_user_id()) AND is_ever_student_here(student_id)
    END)
);
--> statement-breakpoint
-- An administrator answers what somebody else asked. Whoever holds the rights now takes it back, who need not be who asked, or
-- who entered it by mistake. An administrator who was a student once asks like anybody.
ALTER POLICY inspection_requests_update ON inspection_requests USING (
  answered_at IS NULL AND withdrawn_at IS NULL AND (CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id())
  END OR is_guardian_of(student_id))
) WITH CHECK (
  CASE WHEN (SELECT app_role()) = 'SYSTEM' THEN true
    WHEN withdrawn_at IS NOT NULL THEN answered_at IS NULL AND NOT released
      AND ((SELECT app_user_id()) IN (student_id, recorded_by) OR is_guardian_of(student_id))
    ELSE (SELECT app_role()) = 'ADMIN' AND answerer_id = (SELECT app_user_id())
      AND (SELECT app_user_id()) NOT IN (requested_by, student_id)
  END
);
--> statement-breakpoint
-- What cannot be undone takes two: whoever entered a request to be forgotten does not decide on it.
ALTER POLICY erasure_requests_update ON erasure_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN state = 'REQUESTED' AND (institution_id = (SELECT app_institution_id())
      OR student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
    ELSE state = 'REQUESTED' AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
  END
) WITH CHECK (
  CASE WHEN (SELECT app_role()) = 'SYSTEM' THEN true
    WHEN state = 'WITHDRAWN' THEN (SELECT app_user_id()) IN (student_id, recorded_by) OR is_guardian_of(student_id)
    ELSE (SELECT app_role()) = 'ADMIN' AND decided_by = (SELECT app_user_id())
      AND (SELECT app_user_id()) NOT IN (requested_by, student_id) AND recorded_by IS DISTINCT FROM (SELECT app_user_id())
      AND (state = 'REFUSED' OR (state = 'APPROVED' AND NOT is_protected(student_id)))
  END
);
--> statement-breakpoint
-- Whoever holds the rights takes a holder's steps in every role, and never a judge's. What came by letter goes on by letter: an
-- administrator enters the student's next steps too.
ALTER POLICY amendment_requests_update ON amendment_requests USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)
      OR (institution_id = (SELECT app_institution_id()) AND requested_by <> (SELECT app_user_id())
        AND (recorded_by IS NOT NULL OR state IN ('REQUESTED', 'HEARING_REQUESTED')))
    ELSE student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)
  END
) WITH CHECK (
  CASE WHEN (SELECT app_role()) = 'SYSTEM' THEN true
    WHEN (SELECT app_role()) = 'ADMIN' AND student_id <> (SELECT app_user_id()) AND NOT is_guardian_of(student_id)
      THEN state IN ('AMENDED', 'REFUSED', 'UPHELD') OR (recorded_by IS NOT NULL AND state IN ('HEARING_REQUESTED', 'STATED', 'WITHDRAWN'))
    ELSE state IN ('HEARING_REQUESTED', 'STATED', 'WITHDRAWN')
  END
);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION check_amendment_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step text := concat_ws(' ', OLD.state, NEW.state);
  judges boolean := app_role() = 'ADMIN' AND OLD.student_id <> app_user_id() AND NOT is_guardian_of(OLD.student_id);
  asks boolean := NOT judges OR OLD.recorded_by IS NOT NULL;
  writes text[] := CASE
    WHEN judges AND NEW.decided_by = app_user_id() AND step IN ('REQUESTED AMENDED', 'REQUESTED REFUSED')
      THEN '{state,decided_by,decider_name,decided_at,decision}'::text[]
    WHEN judges AND NEW.heard_by = app_user_id() AND step IN ('HEARING_REQUESTED AMENDED', 'HEARING_REQUESTED UPHELD')
      THEN '{state,heard_by,hearer_name,heard_at,hearing_decision}'
    WHEN asks AND step = 'REFUSED HEARING_REQUESTED' THEN '{state,hearing_requested_at}'
    -- What is open keeps the whole record; so whoever asked can let it rest at every stage.
    WHEN asks AND step IN ('REQUESTED WITHDRAWN', 'REFUSED WITHDRAWN', 'HEARING_REQUESTED WITHDRAWN', 'UPHELD WITHDRAWN',
      'UPHELD STATED') THEN '{state}'
  END;
BEGIN
  IF row_security_active('amendment_requests') AND app_role() IS DISTINCT FROM 'SYSTEM'
    AND (writes IS NULL OR to_jsonb(NEW) - writes <> to_jsonb(OLD) - writes) THEN
    RAISE EXCEPTION 'not a step from % that % may take so', OLD.state, app_role() USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
ALTER POLICY record_statements_insert ON record_statements WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR EXISTS (
    SELECT 1 FROM amendment_requests a WHERE a.id = amendment_id AND a.student_id = record_statements.student_id
      AND a.institution_id = record_statements.institution_id AND a.state = 'STATED' AND CASE
        WHEN stated_by = (SELECT app_user_id())
          THEN record_statements.student_id = (SELECT app_user_id()) OR is_guardian_of(record_statements.student_id)
        ELSE (SELECT app_role()) = 'ADMIN' AND a.institution_id = (SELECT app_institution_id()) AND a.recorded_by IS NOT NULL
          AND stated_by = record_statements.student_id
      END)
);
--> statement-breakpoint
-- A guardian who holds the rights sees what was consented to and to whom the record was given, whoever signed or gave it.
ALTER POLICY consents_read ON consents USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR given_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR given_by = (SELECT app_user_id())
  END OR is_guardian_of(student_id)
);
--> statement-breakpoint
ALTER POLICY disclosures_read ON disclosures USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR recorded_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_user_id()) OR recorded_by = (SELECT app_user_id())
      OR student_id = (SELECT app_opened_student('full'))
  END OR is_guardian_of(student_id)
);
