CREATE TABLE "rehearsals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rehearsals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"factor" integer NOT NULL,
	"report" jsonb NOT NULL,
	"finished_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE rehearsals FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rehearsals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Rehearsals are of the whole server: every administrator sees what they found, only the product writes, and nobody changes.
CREATE POLICY rehearsals_read ON rehearsals FOR SELECT USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN'));
--> statement-breakpoint
CREATE POLICY rehearsals_insert ON rehearsals FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT ON rehearsals TO syllabase_runtime;
