CREATE TABLE "audit_actors" (
	"institution_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	CONSTRAINT "audit_actors_institution_id_actor_id_actor_name_pk" PRIMARY KEY("institution_id","actor_id","actor_name")
);
--> statement-breakpoint
ALTER TABLE audit_actors FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_actors ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY audit_actors_read ON audit_actors FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY audit_actors_insert ON audit_actors FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_actors TO syllabase_runtime;
--> statement-breakpoint
INSERT INTO audit_actors (institution_id, actor_id, actor_name)
SELECT DISTINCT institution_id, actor_id, left(actor_name, 600) FROM audit_log
WHERE institution_id IS NOT NULL AND actor_id IS NOT NULL AND actor_name IS NOT NULL;
