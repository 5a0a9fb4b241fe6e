CREATE TABLE "consent_parties" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consent_parties" ADD CONSTRAINT "consent_parties_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "public"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_parties_account_idx" ON "consent_parties" USING btree ("account_id");;
--> statement-breakpoint
-- Which account that is tells whether somebody has one, which whoever signs is not told: the database enters it, and nobody reads it.
ALTER TABLE consent_parties FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE consent_parties ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY consent_parties_read ON consent_parties FOR SELECT USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY consent_parties_insert ON consent_parties FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT ON consent_parties TO syllabase_runtime;
--> statement-breakpoint
CREATE FUNCTION enter_consent_party() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
BEGIN
  INSERT INTO consent_parties (consent_id, account_id)
  SELECT NEW.id, u.id FROM users u WHERE u.email = NEW.party_email AND u.deleted_at IS NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enter_consent_party() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER consents_enter_party AFTER INSERT ON consents FOR EACH ROW EXECUTE FUNCTION enter_consent_party();
--> statement-breakpoint
INSERT INTO consent_parties (consent_id, account_id)
SELECT c.id, u.id FROM consents c JOIN users u ON u.email = c.party_email AND u.deleted_at IS NULL AND u.created_at <= c.created_at
ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- The consents that name the caller's account, whether they count or not.
CREATE FUNCTION consents_to_caller() RETURNS SETOF consents
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT c.* FROM consent_parties p JOIN users me ON me.id = p.account_id JOIN consents c ON c.id = p.consent_id
  WHERE p.account_id = app_user_id() AND me.deleted_at IS NULL
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION consents_to_caller() FROM PUBLIC;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION consented_records() RETURNS TABLE (id uuid, student_id uuid, name text, institution text,
  records record_level_enum, purpose text, expires_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT c.id, u.id, u.display_name::text, i.name::text, c.records, c.purpose::text, c.expires_on
  FROM consents_to_caller() c JOIN users u ON u.id = c.student_id
  LEFT JOIN institutions i ON i.id = u.institution_id
  WHERE c.revoked_at IS NULL
    AND (u.deleted_at IS NULL OR u.sourced_id IS NOT NULL)
    AND (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date BETWEEN c.signed_on AND c.expires_on AND consent_counts(c.id)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION record_facts(student uuid) RETURNS TABLE (name text, institution text, same_institution boolean,
  directory_opted_out boolean, today date, is_guardian boolean, birth_date date, postsecondary_since date, consents jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT CASE WHEN u.id = app_user_id() OR u.institution_id = app_institution_id() OR g.id IS NOT NULL
      OR EXISTS (SELECT 1 FROM consented_records() r WHERE r.student_id = u.id)
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
          'expiresOn', k.expires_on, 'isRevoked', k.revoked_at IS NOT NULL, 'counts', consent_counts(k.id)) ORDER BY k.id)
        FROM consents_to_caller() k
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
      SELECT 1 FROM consents_to_caller() c
      WHERE c.student_id = u.id AND c.revoked_at IS NULL AND c.records >= wanted
        AND t.today BETWEEN c.signed_on AND c.expires_on
        AND lower(c.purpose) = lower(btrim(current_setting('app.opened_purpose', true)))
        AND consent_counts(c.id)))
$$;
--> statement-breakpoint
DROP INDEX "consents_party_idx";
