-- It runs with the owner's rights: a connection that is nobody's is told nothing, and students no name that is kept private.
CREATE OR REPLACE FUNCTION record_facts(student uuid) RETURNS TABLE (name text, institution text, same_institution boolean,
  directory_opted_out boolean, today date, is_guardian boolean, birth_date date, postsecondary_since date, consents jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT CASE WHEN u.id = app_user_id() OR g.id IS NOT NULL OR u.institution_id = app_institution_id()
        AND (NOT coalesce(d.opted_out, false) OR current_setting('app.role', true) <> 'STUDENT')
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
