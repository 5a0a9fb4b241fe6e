CREATE TYPE "public"."erasure_state_enum" AS ENUM('REQUESTED', 'WITHDRAWN', 'REFUSED', 'APPROVED', 'ERASED');--> statement-breakpoint
CREATE TABLE "erasure_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" "erasure_state_enum" DEFAULT 'REQUESTED' NOT NULL,
	"decided_by" uuid,
	"decider_name" varchar(255),
	"decided_at" timestamp with time zone,
	"ground" text
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"erased_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legal_holds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"institution_id" uuid NOT NULL,
	"student_id" uuid,
	"reason" text NOT NULL,
	"placed_by" uuid NOT NULL,
	"placer_name" varchar(255) NOT NULL,
	"placed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"released_by" uuid,
	"released_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD CONSTRAINT "erasure_requests_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD CONSTRAINT "erasure_requests_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_student_id_users_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_requests_open_key" ON "erasure_requests" USING btree ("student_id") WHERE "erasure_requests"."state" in ('REQUESTED', 'APPROVED');--> statement-breakpoint
CREATE INDEX "erasure_requests_student_idx" ON "erasure_requests" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "erasure_requests_queue_idx" ON "erasure_requests" USING btree ("institution_id","requested_at");--> statement-breakpoint
CREATE INDEX "legal_holds_institution_idx" ON "legal_holds" USING btree ("institution_id","placed_at");--> statement-breakpoint
CREATE INDEX "legal_holds_student_idx" ON "legal_holds" USING btree ("student_id");--> statement-breakpoint
ALTER TABLE legal_holds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE legal_holds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE erasure_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE erasure_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE erasures FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whether anything of a student has to stay as it is: a hold, or a request that is not answered yet.
CREATE FUNCTION is_protected(student uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT inspection_is_open(student)
    OR EXISTS (SELECT 1 FROM amendment_requests a WHERE a.student_id = student AND a.state IN ('REQUESTED', 'REFUSED', 'HEARING_REQUESTED', 'UPHELD'))
    OR EXISTS (
      SELECT 1 FROM legal_holds h WHERE h.released_at IS NULL
        AND (h.student_id = student OR (h.student_id IS NULL AND h.institution_id = institution_of(student))))
$$;
--> statement-breakpoint
CREATE POLICY legal_holds_read ON legal_holds FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY legal_holds_insert ON legal_holds FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND placed_by = (SELECT app_user_id())
    AND (student_id IS NULL OR institution_of(student_id) = (SELECT app_institution_id())))
);
--> statement-breakpoint
CREATE POLICY legal_holds_update ON legal_holds FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND released_at IS NULL)
) WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (institution_id = (SELECT app_institution_id()) AND released_by = (SELECT app_user_id()))
);
--> statement-breakpoint
CREATE POLICY erasure_requests_read ON erasure_requests FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR requested_by = (SELECT app_user_id())
    ELSE student_id = (SELECT app_user_id()) OR requested_by = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY erasure_requests_insert ON erasure_requests FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR (requested_by = (SELECT app_user_id()) AND institution_id = institution_of(student_id)
    AND state = 'REQUESTED' AND (student_id = (SELECT app_user_id()) OR is_guardian_of(student_id)))
);
--> statement-breakpoint
CREATE POLICY erasure_requests_update ON erasure_requests FOR UPDATE USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND requested_by <> (SELECT app_user_id())
      AND state = 'REQUESTED'
    ELSE requested_by = (SELECT app_user_id()) AND state = 'REQUESTED'
  END
) WITH CHECK (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN decided_by = (SELECT app_user_id()) AND (state = 'REFUSED' OR (state = 'APPROVED' AND NOT is_protected(student_id)))
    ELSE state = 'WITHDRAWN'
  END
);
--> statement-breakpoint
CREATE POLICY erasures_system ON erasures FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
-- What the schedule or an erasure deletes, the product deletes, and never what is protected.
CREATE POLICY risk_snapshots_delete ON risk_snapshots FOR DELETE USING ((SELECT app_role()) = 'SYSTEM' AND NOT is_protected(user_id));
--> statement-breakpoint
CREATE POLICY standings_delete ON standings FOR DELETE USING ((SELECT app_role()) = 'SYSTEM' AND NOT is_protected(user_id));
--> statement-breakpoint
CREATE POLICY recommendation_events_delete ON recommendation_events FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(user_id)
);
--> statement-breakpoint
CREATE POLICY student_notes_delete ON student_notes FOR DELETE USING ((SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id));
--> statement-breakpoint
CREATE POLICY student_note_versions_delete ON student_note_versions FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id)
);
--> statement-breakpoint
REVOKE ALL ON FUNCTION is_protected(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION is_protected(uuid) TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON legal_holds, erasure_requests, erasures TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (released_by, released_at) ON legal_holds TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decider_name, decided_at, ground) ON erasure_requests TO syllabase_runtime;
--> statement-breakpoint
GRANT DELETE ON risk_snapshots, standings, recommendation_events, student_notes, student_note_versions,
  notification_preferences, quiet_hours TO syllabase_runtime;
