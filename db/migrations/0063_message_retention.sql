-- A message goes once its days are over, with the traces of whom it reached; not while any of those is protected.
CREATE POLICY message_recipients_delete ON message_recipients FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id)
);
--> statement-breakpoint
CREATE POLICY messages_delete ON messages FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM'
  AND NOT EXISTS (SELECT FROM message_recipients r WHERE r.message_id = messages.id AND is_protected(r.student_id))
);
--> statement-breakpoint
GRANT DELETE ON messages, message_recipients TO syllabase_runtime;
--> statement-breakpoint
-- What keeps records from being deleted waits for the batch that is being deleted, and the next batch sees it.
CREATE FUNCTION wait_for_retention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('syllabase:retention'));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER wait_for_retention BEFORE INSERT ON legal_holds FOR EACH STATEMENT EXECUTE FUNCTION wait_for_retention();
--> statement-breakpoint
CREATE TRIGGER wait_for_retention BEFORE INSERT ON inspection_requests FOR EACH STATEMENT EXECUTE FUNCTION wait_for_retention();
--> statement-breakpoint
CREATE TRIGGER wait_for_retention BEFORE INSERT OR UPDATE ON amendment_requests
  FOR EACH STATEMENT EXECUTE FUNCTION wait_for_retention();
