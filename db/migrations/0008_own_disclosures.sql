-- Who opened a list of the caller's own classes, while the caller was in them. Runs as the product because a class list
-- is recorded about the course and not about each student in it; it answers about the caller alone.
CREATE FUNCTION own_class_looks(before timestamptz, most integer)
RETURNS TABLE (id uuid, occurred_at timestamptz, actor_name text, actor_role educational_role_enum, action text,
  course_id uuid, course text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT a.id, a.occurred_at, a.actor_name, a.actor_role, a.action, c.id, coalesce(c.code, c.title)
  FROM enrollments e JOIN courses c ON c.id = e.course_id
  CROSS JOIN LATERAL (
    SELECT * FROM audit_log l
    WHERE l.object_id = e.course_id::text AND l.action LIKE 'class.%' AND l.outcome = 'ALLOWED'
      AND l.student_id IS NULL AND l.occurred_at >= e.enrolled_at
      AND l.occurred_at <= coalesce(e.dropped_at, 'infinity') AND l.occurred_at < before
    ORDER BY l.occurred_at DESC LIMIT most) a
  WHERE e.user_id = nullif(current_setting('app.user_id', true), '')::uuid AND e.role = 'STUDENT'
  ORDER BY a.occurred_at DESC LIMIT most
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION own_class_looks(timestamptz, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_class_looks(timestamptz, integer) TO syllabase_runtime;
--> statement-breakpoint
-- New partitions get these by themselves; db/late-indexes.ts builds the same for those that are there.
CREATE OR REPLACE FUNCTION guard_audit_partition(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = partition);
BEGIN
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', partition);
  EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE INDEX %I ON %s USING brin (transaction_id) WITH (pages_per_range = 16)', name || '_transaction_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s (object_id, occurred_at) WHERE action LIKE ''class.%%''', name || '_class_idx', partition);
END $$;
