ALTER TABLE "amendment_requests" ADD COLUMN "hearing_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD COLUMN "hearing_place" varchar(500);--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD COLUMN "hearing_set_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "amendment_requests" ADD CONSTRAINT "amendment_requests_hearing_in_full" CHECK (num_nonnulls("amendment_requests"."hearing_at", "amendment_requests"."hearing_place", "amendment_requests"."hearing_set_at") IN (0, 3)) NOT VALID;--> statement-breakpoint
ALTER TABLE "amendment_requests" VALIDATE CONSTRAINT "amendment_requests_hearing_in_full";--> statement-breakpoint
GRANT UPDATE (hearing_at, hearing_place, hearing_set_at) ON amendment_requests TO syllabase_runtime;
--> statement-breakpoint
-- Whether somebody holds the rights in a student's record today, where the student's institution is: the student or, until the
-- rights pass, a verified guardian. As whoever asks sees it: for administrators of the institution, and for the system.
CREATE FUNCTION holds_rights(person uuid, student uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN coalesce((
    SELECT CASE WHEN rests_with_guardian(f.birth_date, f.postsecondary_since, (now() AT TIME ZONE i.time_zone)::date)
      THEN EXISTS (SELECT 1 FROM guardianships g WHERE g.student_id = student AND g.guardian_id = person AND g.ended_at IS NULL)
      ELSE person = student END
    FROM users u JOIN institutions i ON i.id = u.institution_id LEFT JOIN rights_facts f ON f.user_id = u.id
    WHERE u.id = student), false);
--> statement-breakpoint
REVOKE ALL ON FUNCTION holds_rights(uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION holds_rights(uuid, uuid) TO syllabase_runtime;
--> statement-breakpoint
-- What came by letter is entered in the name of whoever wrote, and by nobody for themselves.
ALTER POLICY inspection_requests_insert ON inspection_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (institution_id = institution_of(student_id) AND answered_at IS NULL AND NOT released AND CASE
    WHEN recorded_by IS NULL THEN requested_by = (SELECT app_user_id())
      AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
    ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND holds_rights(requested_by, student_id)
      AND (SELECT app_user_id()) NOT IN (student_id, requested_by) AND is_ever_student_here(student_id)
  END)
);
--> statement-breakpoint
ALTER POLICY erasure_requests_insert ON erasure_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (institution_id = institution_of(student_id) AND state = 'REQUESTED' AND CASE
    WHEN recorded_by IS NULL THEN requested_by = (SELECT app_user_id())
      AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
    ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND holds_rights(requested_by, student_id)
      AND (SELECT app_user_id()) NOT IN (student_id, requested_by) AND is_ever_student_here(student_id)
  END)
);
--> statement-breakpoint
ALTER POLICY amendment_requests_insert ON amendment_requests WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (
    institution_id = institution_of(student_id) AND state = 'REQUESTED' AND decided_by IS NULL AND heard_by IS NULL
    AND num_nonnulls(decision, decider_name, decided_at, hearing_requested_at, hearing_set_at, hearing_decision) = 0
    AND level <> 'directory' AND (course_id IS NULL OR course_id IN (SELECT c.id FROM contestable_courses(student_id) c))
    AND CASE
      WHEN recorded_by IS NULL
      THEN requested_by = (SELECT app_user_id()) AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id))
      ELSE (SELECT app_role()) = 'ADMIN' AND recorded_by = (SELECT app_user_id()) AND holds_rights(requested_by, student_id)
        AND (SELECT app_user_id()) NOT IN (student_id, requested_by) AND is_ever_student_here(student_id)
    END));
--> statement-breakpoint
ALTER POLICY record_statements_insert ON record_statements WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR EXISTS (
    SELECT 1 FROM amendment_requests a
    WHERE a.id = record_statements.amendment_id AND a.student_id = record_statements.student_id
      AND a.institution_id = record_statements.institution_id AND a.state = 'STATED'
      AND a.course_id IS NOT DISTINCT FROM record_statements.course_id AND a.level = record_statements.level
      AND CASE
        WHEN record_statements.stated_by = (SELECT app_user_id())
        THEN record_statements.student_id = (SELECT app_user_id()) OR is_guardian_of(record_statements.student_id)
        ELSE (SELECT app_role()) = 'ADMIN' AND a.institution_id = (SELECT app_institution_id()) AND a.recorded_by IS NOT NULL
          AND record_statements.stated_by IN (record_statements.student_id, a.requested_by)
          AND holds_rights(record_statements.stated_by, record_statements.student_id)
      END));
--> statement-breakpoint
-- Whoever may hold the hearing says when and where it is.
ALTER POLICY amendment_requests_update ON amendment_requests WITH CHECK (
  CASE WHEN (SELECT app_role()) = 'SYSTEM' THEN true
    WHEN (SELECT app_role()) = 'ADMIN' AND student_id <> (SELECT app_user_id()) AND NOT is_guardian_of(student_id)
      THEN state IN ('AMENDED', 'REFUSED', 'UPHELD', 'HEARING_REQUESTED')
        OR (recorded_by IS NOT NULL AND state IN ('STATED', 'WITHDRAWN'))
    ELSE state IN ('HEARING_REQUESTED', 'STATED', 'WITHDRAWN')
  END
);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION check_amendment_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step text := concat_ws(' ', OLD.state, NEW.state);
  judges boolean := app_role() = 'ADMIN' AND OLD.student_id <> app_user_id() AND NOT is_guardian_of(OLD.student_id);
  asks boolean := NOT judges OR OLD.recorded_by IS NOT NULL;
  -- Nobody lets rest for somebody else what they have refused themselves.
  withdraws boolean := asks AND (NOT judges OR OLD.decided_by IS DISTINCT FROM app_user_id());
  writes text[] := CASE
    WHEN judges AND NEW.decided_by = app_user_id() AND step IN ('REQUESTED AMENDED', 'REQUESTED REFUSED')
      THEN '{state,decided_by,decider_name,decided_at,decision}'::text[]
    WHEN judges AND NEW.heard_by = app_user_id() AND (step = 'HEARING_REQUESTED AMENDED'
        OR step = 'HEARING_REQUESTED UPHELD' AND OLD.hearing_at <= now())
      THEN '{state,heard_by,hearer_name,heard_at,hearing_decision}'
    WHEN judges AND OLD.decided_by <> app_user_id() AND step = 'HEARING_REQUESTED HEARING_REQUESTED'
        AND NEW.hearing_at > now() + interval '1 day' AND NEW.hearing_set_at = now() AND NEW.hearing_place ~ '\S'
      THEN '{hearing_at,hearing_place,hearing_set_at}'
    WHEN asks AND step = 'REFUSED HEARING_REQUESTED' THEN '{state,hearing_requested_at}'
    -- What is open keeps the whole record; so whoever asked can let it rest at every stage.
    WHEN withdraws AND step IN ('REQUESTED WITHDRAWN', 'REFUSED WITHDRAWN', 'HEARING_REQUESTED WITHDRAWN', 'UPHELD WITHDRAWN')
      THEN '{state}'
    WHEN asks AND step = 'UPHELD STATED' THEN '{state}'
  END;
BEGIN
  IF row_security_active('amendment_requests') AND app_role() IS DISTINCT FROM 'SYSTEM'
    AND (writes IS NULL OR to_jsonb(NEW) - writes <> to_jsonb(OLD) - writes) THEN
    RAISE EXCEPTION 'not a step from % that % may take so', OLD.state, app_role() USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
