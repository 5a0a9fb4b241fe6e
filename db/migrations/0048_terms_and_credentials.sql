CREATE TABLE "retention_terms" (
	"institution_id" uuid NOT NULL,
	"kind" varchar(40) NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "retention_terms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"days" integer,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"setter_name" varchar(255) NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	"counts_from" timestamp with time zone NOT NULL,
	CONSTRAINT "retention_terms_pk" PRIMARY KEY("institution_id","kind","id"),
	CONSTRAINT "retention_terms_days" CHECK ("retention_terms"."days" between 1 and 36500)
);
--> statement-breakpoint
ALTER TABLE "retention_terms" ADD CONSTRAINT "retention_terms_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE retention_terms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE retention_terms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY retention_terms_read ON retention_terms FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
-- Only added to, in the own name, and never as if it had been said before.
CREATE POLICY retention_terms_insert ON retention_terms FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND set_by = (SELECT app_user_id())
  AND counts_from >= now()
);
--> statement-breakpoint
-- How many days an institution keeps a kind now; `otherwise` where it has said nothing. A number that its students may know.
CREATE FUNCTION kept_days(institution uuid, what text, otherwise integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT coalesce((
    SELECT t.days FROM retention_terms t
    WHERE t.institution_id = institution AND t.kind = what AND t.counts_from <= now()
    ORDER BY t.id DESC LIMIT 1), otherwise)
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION kept_days(uuid, text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION kept_days(uuid, text, integer) TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT ON retention_terms TO syllabase_runtime;
--> statement-breakpoint
-- What opens an account is written by its owner alone: by commands, and never by the application, also as the product itself.
REVOKE INSERT, UPDATE ON users FROM syllabase_runtime;
--> statement-breakpoint
GRANT INSERT (id, email, role, institution_id, display_name, given_name, family_name, sourced_id, session_version,
  disabled_at, last_active_at, deleted_at, created_at, updated_at) ON users TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (email, role, institution_id, display_name, given_name, family_name, sourced_id, session_version,
  disabled_at, last_active_at, deleted_at, created_at, updated_at) ON users TO syllabase_runtime;
--> statement-breakpoint
-- An erasure takes it away; of an account that is gone, so that nobody is locked out of one that is used.
CREATE FUNCTION forget_password(person uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE users SET password_hash = NULL WHERE id = person AND deleted_at IS NOT NULL AND app_role() = 'SYSTEM'
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_password(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_password(uuid) TO syllabase_runtime;
--> statement-breakpoint
-- New partitions find what is rare by action, actor and object; db/late-indexes.ts builds the same for those that are there.
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
  EXECUTE format('CREATE INDEX %I ON %s (institution_id, occurred_at DESC, id DESC)
    WHERE purpose IS NOT NULL OR justification IS NOT NULL OR outcome <> ''ALLOWED''', name || '_reason_idx', partition);
  EXECUTE format('CREATE INDEX %I ON %s USING brin (action text_bloom_ops, actor_id uuid_bloom_ops, object_type text_bloom_ops,
    object_id text_bloom_ops) WITH (pages_per_range = 64, autosummarize = on)', name || '_value_idx', partition);
END $$;
