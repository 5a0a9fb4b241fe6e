-- Who looked, and whether they belong to the institution of the record: other students' names stay out of the words of its own staff alone.
DROP FUNCTION looks_at_child(uuid, timestamptz, uuid, integer);
--> statement-breakpoint
CREATE FUNCTION looks_at_child(student uuid, before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, occurred_at timestamptz, who text, role educational_role_enum, action text, outcome text, purpose text,
  justification text, level text, ground text, course text, of_institution boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT looks.* FROM (
    (SELECT a.id, a.occurred_at,
       CASE WHEN a.actor_id IS NULL AND a.details ->> 'by' LIKE 'command line%' THEN 'Somebody at the command line' ELSE a.actor_name::text END, a.actor_role, a.action::text, a.outcome::text, a.purpose::text,
       a.justification, a.details ->> 'level', a.details ->> 'ground', NULL,
       coalesce(institution_of(a.actor_id) = institution_of(student), true)
     FROM audit_log a
     WHERE a.student_id = student AND (a.occurred_at, a.id) < (before, before_id) AND a.actor_id IS DISTINCT FROM student
       AND a.actor_id IS DISTINCT FROM app_user_id()
     ORDER BY a.occurred_at DESC, a.id DESC LIMIT most)
    UNION ALL
    SELECT a.id, a.occurred_at, a.actor_name::text, a.actor_role, a.action::text, 'ALLOWED', NULL, NULL, NULL, NULL,
      coalesce(c.code, c.title), true
    FROM enrollments e JOIN courses c ON c.id = e.course_id
    CROSS JOIN LATERAL (
      SELECT * FROM audit_log l
      WHERE l.object_id = e.course_id::text AND l.action LIKE 'class.%' AND l.outcome = 'ALLOWED'
        AND l.student_id IS NULL AND l.occurred_at >= e.enrolled_at AND (l.occurred_at, l.id) < (before, before_id)
      ORDER BY l.occurred_at DESC, l.id DESC LIMIT most) a
    WHERE e.user_id = student AND e.role = 'STUDENT') looks
  WHERE is_guardian_of(student)
  ORDER BY looks.occurred_at DESC, looks.id DESC LIMIT most
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION looks_at_child(uuid, timestamptz, uuid, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION looks_at_child(uuid, timestamptz, uuid, integer) TO syllabase_runtime;
