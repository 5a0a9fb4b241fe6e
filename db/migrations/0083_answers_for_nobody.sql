-- A role that there is not is nobody's: a name that is kept private is shown to teachers and administrators, and not to whoever is no student.
CREATE OR REPLACE FUNCTION record_facts(student uuid) RETURNS TABLE (name text, institution text, same_institution boolean,
  directory_opted_out boolean, today date, is_guardian boolean, birth_date date, postsecondary_since date, consents jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT CASE WHEN u.id = app_user_id() OR g.id IS NOT NULL OR u.institution_id = app_institution_id()
        AND (NOT coalesce(d.opted_out, false) OR current_setting('app.role', true) IN ('INSTRUCTOR', 'ADMIN'))
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
  WHERE u.id = student AND current_setting('app.role', true) <> ''
    AND (u.deleted_at IS NULL OR u.sourced_id IS NOT NULL) AND (u.role = 'STUDENT' OR EXISTS (
    SELECT 1 FROM enrollments e WHERE e.user_id = u.id AND e.role = 'STUDENT'))
$$;
--> statement-breakpoint
-- What is right is asked by the grading of an answer alone: it answered any connection about any question, without an attempt.
ALTER FUNCTION grade_answer() SECURITY DEFINER;
--> statement-breakpoint
ALTER FUNCTION grade_answer() SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION is_right(uuid, integer, text[]) FROM syllabase_runtime;
--> statement-breakpoint
-- A connection that is nobody's is told neither when notes were written nor which consents count.
CREATE OR REPLACE FUNCTION note_version_began(note uuid, wanted integer) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT coalesce(
    (SELECT max(v.replaced_at) FROM student_note_versions v WHERE v.note_id = n.id AND v.version < wanted), n.created_at)
  FROM student_notes n WHERE n.id = note AND current_setting('app.role', true) <> ''
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION consent_counts(consent uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT CASE
    WHEN rests_with_guardian(f.birth_date, f.postsecondary_since, (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date)
    THEN EXISTS (
      SELECT 1 FROM guardianships g WHERE g.student_id = c.student_id AND g.guardian_id = c.given_by AND g.ended_at IS NULL
        AND g.verified_at <= c.created_at)
    ELSE c.given_by = c.student_id END
  FROM consents c JOIN users u ON u.id = c.student_id LEFT JOIN institutions i ON i.id = u.institution_id
  LEFT JOIN rights_facts f ON f.user_id = c.student_id
  WHERE c.id = consent AND current_setting('app.role', true) <> ''
$$;
