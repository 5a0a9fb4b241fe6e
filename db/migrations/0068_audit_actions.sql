CREATE TABLE "audit_actions" (
	"action" text PRIMARY KEY NOT NULL
);

--> statement-breakpoint
ALTER TABLE audit_actions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_actions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY audit_actions_read ON audit_actions FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY audit_actions_insert ON audit_actions FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_actions TO syllabase_runtime;
--> statement-breakpoint
INSERT INTO audit_actions (action) SELECT DISTINCT left(action, 600) FROM audit_log;
