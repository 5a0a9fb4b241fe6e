-- A consent counts as long as whoever gave it holds the rights: the student, or a guardian by the guardianship under which it was
-- given. One that was ended takes its consents with it, also where the same person is verified anew.
CREATE FUNCTION consent_counts(consent uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT CASE
    WHEN rests_with_guardian(f.birth_date, f.postsecondary_since, (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date)
    THEN EXISTS (
      SELECT 1 FROM guardianships g WHERE g.student_id = c.student_id AND g.guardian_id = c.given_by AND g.ended_at IS NULL
        AND g.verified_at <= c.created_at)
    ELSE c.given_by = c.student_id END
  FROM consents c JOIN users u ON u.id = c.student_id LEFT JOIN institutions i ON i.id = u.institution_id
  LEFT JOIN rights_facts f ON f.user_id = c.student_id
  WHERE c.id = consent
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION consent_counts(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION consent_counts(uuid) TO syllabase_runtime;
--> statement-breakpoint
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
          'expiresOn', k.expires_on, 'isRevoked', k.revoked_at IS NOT NULL, 'counts', consent_counts(k.id)) ORDER BY k.id)
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
      WHERE c.student_id = u.id AND c.revoked_at IS NULL AND c.records >= wanted
        AND t.today BETWEEN c.signed_on AND c.expires_on
        AND lower(c.purpose) = lower(btrim(current_setting('app.opened_purpose', true)))
        AND consent_counts(c.id)))
$$;
--> statement-breakpoint
-- What one guardian signed, another one who holds the rights takes back.
ALTER POLICY consents_update ON consents USING (
  (SELECT app_role()) = 'SYSTEM' OR student_id = (SELECT app_user_id()) OR given_by = (SELECT app_user_id())
  OR is_guardian_of(student_id)
);
