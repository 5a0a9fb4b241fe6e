CREATE TYPE "public"."key_class_enum" AS ENUM('STUDENT_RECORDS', 'ACADEMIC_RECORDS', 'COMMUNICATIONS', 'LOOKUPS');--> statement-breakpoint
CREATE TYPE "public"."key_state_enum" AS ENUM('ACTIVE', 'DECRYPT_ONLY', 'DESTROYED');--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"institution_id" uuid NOT NULL,
	"class" "key_class_enum" NOT NULL,
	"version" smallint NOT NULL,
	"algorithm" text NOT NULL,
	"state" "key_state_enum" DEFAULT 'ACTIVE' NOT NULL,
	"wrapped" "bytea",
	"wrapped_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	"emptied_at" timestamp with time zone,
	"destroyed_at" timestamp with time zone,
	CONSTRAINT "data_keys_version_key" UNIQUE("institution_id","class","version"),
	CONSTRAINT "data_keys_destroyed" CHECK (("data_keys"."state" = 'DESTROYED') = ("data_keys"."wrapped" IS NULL)),
	CONSTRAINT "data_keys_retired" CHECK (("data_keys"."state" = 'ACTIVE') = ("data_keys"."retired_at" IS NULL))
);
--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_active_key" ON "data_keys" USING btree ("institution_id","class") WHERE "data_keys"."state" = 'ACTIVE';--> statement-breakpoint
-- A sealed value: form 1, algorithm, the key's id, then nonce, ciphertext and tag (see lib/keys/envelope.ts). 46 bytes is
-- the shortest of them: an empty text.
CREATE FUNCTION is_sealed(value bytea) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN octet_length(value) < 46 THEN false
    ELSE get_byte(value, 0) = 1 AND get_byte(value, 1) IN (1, 2) END;
--> statement-breakpoint
-- Which data key sealed a value; null for none.
CREATE FUNCTION sealing_key(value bytea) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN encode(substring(value from 3 for 16), 'hex')::uuid;
--> statement-breakpoint
-- Indexes on sealing_key follow beside the traffic (db/late-indexes.ts).
ALTER TABLE "student_note_versions" ALTER COLUMN "body" DROP NOT NULL, ADD COLUMN "body_sealed" "bytea",
  ADD CONSTRAINT "student_note_versions_body_sealed_form" CHECK (is_sealed("body_sealed")) NOT VALID,
  ADD CONSTRAINT "student_note_versions_body_given" CHECK (num_nonnulls("body", "body_sealed") = 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "student_notes" ALTER COLUMN "body" DROP NOT NULL, ADD COLUMN "body_sealed" "bytea",
  ADD CONSTRAINT "student_notes_body_sealed_form" CHECK (is_sealed("body_sealed")) NOT VALID,
  ADD CONSTRAINT "student_notes_body_given" CHECK (num_nonnulls("body", "body_sealed") = 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "body" DROP NOT NULL, ADD COLUMN "body_sealed" "bytea",
  ADD CONSTRAINT "messages_body_sealed_form" CHECK (is_sealed("body_sealed")) NOT VALID,
  ADD CONSTRAINT "messages_body_given" CHECK (num_nonnulls("body", "body_sealed") = 1) NOT VALID;
--> statement-breakpoint
-- Sealing what is there and sealing it anew is the product's own work; nobody else changes a message or an old version.
CREATE POLICY messages_seal ON messages FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY student_note_versions_seal ON student_note_versions FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT UPDATE (body, body_sealed) ON messages, student_note_versions TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (body_sealed) ON student_notes TO syllabase_runtime;
--> statement-breakpoint
ALTER TABLE data_keys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE data_keys ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whoever is somebody may load a key that is itself sealed: what it opens is for other policies to say.
CREATE POLICY data_keys_read ON data_keys FOR SELECT USING ((SELECT app_role()) IS NOT NULL);
--> statement-breakpoint
-- The first key of a class comes with the first text that needs it; the next ones with a rotation.
CREATE POLICY data_keys_add ON data_keys FOR INSERT WITH CHECK (
  state = 'ACTIVE' AND CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id())
    WHEN 'INSTRUCTOR' THEN version = 1 AND institution_id IN (
      SELECT institution_id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    ELSE false
  END
);
--> statement-breakpoint
CREATE POLICY data_keys_change ON data_keys FOR UPDATE USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
) WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()) AND state <> 'DESTROYED')
);
--> statement-breakpoint
GRANT SELECT, INSERT ON data_keys TO syllabase_runtime;
--> statement-breakpoint
GRANT UPDATE (state, wrapped, retired_at, emptied_at, destroyed_at) ON data_keys TO syllabase_runtime;
--> statement-breakpoint
-- A key only grows older, and its content is only ever taken away.
CREATE FUNCTION guard_data_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.state < OLD.state OR (NEW.wrapped IS NOT NULL AND NEW.wrapped IS DISTINCT FROM OLD.wrapped)
     OR (OLD.state = 'ACTIVE' AND NEW.state = 'DESTROYED') THEN
    RAISE EXCEPTION 'a data key is never made younger, changed or removed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_data_key BEFORE UPDATE OR DELETE ON data_keys FOR EACH ROW EXECUTE FUNCTION guard_data_key();
--> statement-breakpoint
ALTER TABLE "student_note_versions" VALIDATE CONSTRAINT "student_note_versions_body_sealed_form";
--> statement-breakpoint
ALTER TABLE "student_note_versions" VALIDATE CONSTRAINT "student_note_versions_body_given";
--> statement-breakpoint
ALTER TABLE "student_notes" VALIDATE CONSTRAINT "student_notes_body_sealed_form";
--> statement-breakpoint
ALTER TABLE "student_notes" VALIDATE CONSTRAINT "student_notes_body_given";
--> statement-breakpoint
ALTER TABLE "messages" VALIDATE CONSTRAINT "messages_body_sealed_form";
--> statement-breakpoint
ALTER TABLE "messages" VALIDATE CONSTRAINT "messages_body_given";
