CREATE OR REPLACE FUNCTION guard_audit_partition(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = partition);
BEGIN
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', partition);
  EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE INDEX %I ON %s USING brin (transaction_id) WITH (pages_per_range = 16, autosummarize = on)', name || '_transaction_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s (object_id, occurred_at) WHERE action LIKE ''class.%%''', name || '_class_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s (institution_id, occurred_at DESC, id DESC)
    WHERE purpose IS NOT NULL OR justification IS NOT NULL OR outcome <> ''ALLOWED''', name || '_reason_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s USING brin (action text_bloom_ops, actor_id uuid_bloom_ops, object_type text_bloom_ops,
    object_id text_bloom_ops) WITH (pages_per_range = 64, autosummarize = on)', name || '_value_idx', partition);
END $$;
--> statement-breakpoint
DO $$
DECLARE
  name regclass;
BEGIN
  FOR name IN SELECT x.indexrelid FROM pg_inherits i JOIN pg_index x ON x.indrelid = i.inhrelid
    JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_class p ON p.oid = i.inhrelid
    WHERE i.inhparent = 'public.audit_log'::regclass AND c.relname = p.relname || '_transaction_idx'
  LOOP
    EXECUTE format('ALTER INDEX %s SET (autosummarize = on)', name);
  END LOOP;
END $$;
