CREATE TABLE "audit_checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"note" text NOT NULL,
	"horizon" bigint NOT NULL,
	"peaks" "bytea" NOT NULL,
	"took" integer NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_copies" (
	"target" text PRIMARY KEY NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"copied_at" timestamp with time zone,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "audit_leaves" (
	"position" bigint PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_leaves_record_key" UNIQUE("record_id")
);
--> statement-breakpoint
CREATE TABLE "audit_nodes" (
	"level" smallint NOT NULL,
	"number" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_nodes_level_number_pk" PRIMARY KEY("level","number")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "mac" "bytea";
--> statement-breakpoint
-- In two steps: with its default at once, the column would rewrite the trail.
ALTER TABLE "audit_log" ADD COLUMN "transaction_id" bigint;
--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "transaction_id" SET DEFAULT (pg_current_xact_id()::text)::bigint;
--> statement-breakpoint
-- A row cannot claim to be of another transaction: the sealer would look for it where it has already been.
DROP POLICY audit_log_append ON audit_log;
--> statement-breakpoint
CREATE POLICY audit_log_append ON audit_log FOR INSERT WITH CHECK (
  transaction_id = (pg_current_xact_id()::text)::bigint
  AND ((SELECT app_role()) = 'SYSTEM'
    OR (actor_id = (SELECT app_user_id()) AND actor_role::text = (SELECT app_role()) AND occurred_at = now()))
);
--> statement-breakpoint
-- The sealer's own tables: the product's work only, and none of it ever changed but how far the copies are.
CREATE FUNCTION guard_audit_seal(guarded regclass, commands text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
  EXECUTE format('CREATE POLICY sealer ON %s FOR %s (SELECT app_role()) = ''SYSTEM'')', guarded, commands);
  EXECUTE format('GRANT SELECT, INSERT ON %s TO syllabase_runtime', guarded);
END $$;
--> statement-breakpoint
SELECT guard_audit_seal(t, 'ALL USING (') FROM unnest(ARRAY['audit_leaves', 'audit_nodes']::regclass[]) t;
--> statement-breakpoint
SELECT guard_audit_seal(t, 'INSERT WITH CHECK (') FROM unnest(ARRAY['audit_checkpoints', 'audit_copies']::regclass[]) t;
--> statement-breakpoint
CREATE POLICY reached ON audit_copies FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT UPDATE ON audit_copies TO syllabase_runtime;
--> statement-breakpoint
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_leaves FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_nodes FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_nodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
-- How far the seals and their copies are is for administrators to see; the rows they stand for are not in them.
CREATE POLICY state_read ON audit_checkpoints FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY state_read ON audit_copies FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
DROP FUNCTION guard_audit_seal(regclass, text);
--> statement-breakpoint
-- New partitions find their rows by transaction; db/late-indexes.ts builds the same for those that are there.
CREATE OR REPLACE FUNCTION guard_audit_partition(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', partition);
  EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', partition);
  EXECUTE format('CREATE INDEX %I ON %s USING brin (transaction_id) WITH (pages_per_range = 16)',
    (SELECT relname FROM pg_class WHERE oid = partition) || '_transaction_idx', partition);
END $$;
