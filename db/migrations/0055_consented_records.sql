-- The records that consents which name the caller's account open today, each with the purpose for which it does. Runs as the
-- product because whoever is named sees neither consents nor students.
CREATE FUNCTION consented_records() RETURNS TABLE (id uuid, student_id uuid, name text, institution text,
  records record_level_enum, purpose text, expires_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT c.id, u.id, u.display_name::text, i.name::text, c.records, c.purpose::text, c.expires_on
  FROM users me JOIN consents c ON c.party_email = me.email JOIN users u ON u.id = c.student_id
  LEFT JOIN institutions i ON i.id = u.institution_id
  WHERE me.id = app_user_id() AND me.deleted_at IS NULL AND c.revoked_at IS NULL
    AND (u.deleted_at IS NULL OR u.sourced_id IS NOT NULL)
    AND (now() AT TIME ZONE coalesce(i.time_zone, 'UTC'))::date BETWEEN c.signed_on AND c.expires_on AND consent_counts(c.id)
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION consented_records() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION consented_records() TO syllabase_runtime;
