CREATE TABLE "ended_sessions" (
	"user_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ended_sessions_user_id_session_id_pk" PRIMARY KEY("user_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "ended_sessions" ADD CONSTRAINT "ended_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE ended_sessions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE ended_sessions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY ended_sessions_read ON ended_sessions FOR SELECT USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY ended_sessions_insert ON ended_sessions FOR INSERT WITH CHECK (user_id = (SELECT app_user_id()));
--> statement-breakpoint
-- What ended lives again for nobody, the product neither: only what could not be used any more is forgotten. A day later, since
-- cookies are judged by the clocks of the web servers.
CREATE POLICY ended_sessions_delete ON ended_sessions FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND expires_at < now() - interval '1 day'
);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON ended_sessions TO syllabase_runtime;
