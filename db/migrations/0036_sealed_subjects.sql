-- The index on sealing_key follows beside the traffic (db/late-indexes.ts); the worker seals what is there.
ALTER TABLE "messages" ALTER COLUMN "subject" DROP NOT NULL, ADD COLUMN "subject_sealed" "bytea",
  ADD CONSTRAINT "messages_subject_sealed_form" CHECK (is_sealed("subject_sealed")) NOT VALID,
  ADD CONSTRAINT "messages_subject_given" CHECK (num_nonnulls("subject", "subject_sealed") = 1) NOT VALID;
--> statement-breakpoint
GRANT UPDATE (subject, subject_sealed) ON messages TO syllabase_runtime;
--> statement-breakpoint
-- Each recipient was told the subject in clear. This takes it out where it has been sealed, and can do nothing else to
-- what somebody was told.
CREATE FUNCTION untitle_messages(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH told AS MATERIALIZED (
    SELECT r.student_id, m.id::text AS key FROM messages m JOIN message_recipients r ON r.message_id = m.id
    WHERE m.id = ANY (ids) AND m.subject IS NULL)
  UPDATE notifications n SET title = 'A message' FROM told
  WHERE n.user_id = told.student_id AND n.kind = 'MESSAGE' AND n.subject_key = told.key
    AND (SELECT app_role()) = 'SYSTEM'
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION untitle_messages(uuid[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION untitle_messages(uuid[]) TO syllabase_runtime;
--> statement-breakpoint
ALTER TABLE "messages" VALIDATE CONSTRAINT "messages_subject_sealed_form";
--> statement-breakpoint
ALTER TABLE "messages" VALIDATE CONSTRAINT "messages_subject_given";
