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
