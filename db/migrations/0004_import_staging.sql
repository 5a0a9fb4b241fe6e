-- What an import has read and checked but not applied yet. Unlogged: cheap to fill, and a crash of the server
-- only means that the file is read again. A run removes its rows when it ends; without a foreign key, because
-- checking it for every row of a large file costs more than the rest of staging them.
CREATE UNLOGGED TABLE import_rows (
  import_id uuid NOT NULL,
  step text NOT NULL,
  line integer NOT NULL,
  key text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (import_id, step, line)
);
--> statement-breakpoint
CREATE INDEX import_rows_key_idx ON import_rows (import_id, step, key);
--> statement-breakpoint
CREATE UNLOGGED TABLE import_activity (
  import_id uuid NOT NULL,
  course_id uuid NOT NULL,
  user_id uuid NOT NULL,
  section_id uuid NOT NULL,
  day date NOT NULL,
  interactions integer NOT NULL,
  seconds integer NOT NULL,
  completion numeric(5, 2)
);
--> statement-breakpoint
CREATE INDEX import_activity_key_idx ON import_activity (import_id, course_id, user_id);
--> statement-breakpoint
ALTER TABLE import_rows FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_activity FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_activity ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY import_rows_system ON import_rows FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY import_activity_system ON import_activity FOR ALL USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON import_rows, import_activity TO syllabase_runtime;
