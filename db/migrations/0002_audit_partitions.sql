-- The trail: insert-only for the application, one partition a month, each partition guarded by itself,
-- because a trigger or policy of the parent does not apply to a statement that names the partition.
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY audit_log_read ON audit_log FOR SELECT USING (
  ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
  OR student_id = (SELECT app_user_id())
  OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
-- A person appends in the own name, role and moment only.
CREATE POLICY audit_log_append ON audit_log FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR (actor_id = (SELECT app_user_id()) AND actor_role::text = (SELECT app_role()) AND occurred_at = now())
);
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_log TO syllabase_runtime;
--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE FUNCTION guard_audit_partition(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', partition);
  EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', partition);
END $$;
--> statement-breakpoint
-- Runs with the owner's rights and can do one thing: add the partitions of the coming months.
CREATE FUNCTION ensure_audit_partitions(months_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  month date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
  made integer := 0;
  partition text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('syllabase:audit-partitions'));
  FOR i IN 0..least(months_ahead, 24) LOOP
    partition := 'audit_log_' || to_char(month, 'YYYY_MM');
    IF to_regclass('public.' || partition) IS NULL THEN
      EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_log FOR VALUES FROM (%L) TO (%L)',
        partition, month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
      PERFORM public.guard_audit_partition(format('public.%I', partition)::regclass);
      made := made + 1;
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ensure_audit_partitions(integer), guard_audit_partition(regclass) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ensure_audit_partitions(integer) TO syllabase_runtime;
--> statement-breakpoint
SELECT ensure_audit_partitions(3);
