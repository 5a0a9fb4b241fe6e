/** A check, what loosens the thing that it watches, what mends that, and what its evidence must say. THE_APP, THE_DATABASE, THE_OWNER: their names. */
export type Loosened = [check: string, loosen: string, mend: string, evidence: string];

const quietTrigger = `CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER quiet BEFORE INSERT ON audit_log FOR EACH ROW WHEN (NEW.action = 'x') EXECUTE FUNCTION skip()`;
const refusal = (words: string) =>
  `CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${words} END $$`;
const appRole = (answer: string) =>
  `CREATE OR REPLACE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN ${answer}`;

/** Everything that somebody with the owner's rights can take away from what protects records. */
export const loosened: Loosened[] = [
  ...['enrollments', 'courses', 'audit_checkpoints'].flatMap((table): Loosened[] => [
    [
      'row-security',
      `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`,
      `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
      table,
    ],
    [
      'row-security',
      `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      table,
    ],
  ]),
  [
    'row-security',
    'CREATE POLICY extra ON users FOR SELECT USING (true)',
    'DROP POLICY extra ON users',
    'users.extra',
  ],
  [
    'row-security',
    'ALTER POLICY sign_in_attempts_system ON sign_in_attempts USING (1 = 1)',
    "ALTER POLICY sign_in_attempts_system ON sign_in_attempts USING ((SELECT app_role()) = 'SYSTEM')",
    'sign_in_attempts.sign_in_attempts_system',
  ],
  ...[
    ['sign_in_attempts', "true OR (SELECT app_role()) = 'SYSTEM'"],
    ['sign_in_attempts', "(SELECT app_role()) IS DISTINCT FROM 'STUDENT'"],
    ['import_activity', "(SELECT app_role()) IN ('SYSTEM', 'STUDENT')"],
  ].map(
    ([table, condition]): Loosened => [
      'row-security',
      `ALTER POLICY ${table}_system ON ${table} USING (${condition})`,
      `ALTER POLICY ${table}_system ON ${table} USING ((SELECT app_role()) = 'SYSTEM')`,
      `${table}.${table}_system`,
    ],
  ),
  [
    'row-security',
    `INSERT INTO sign_in_attempts (key_hash) VALUES ('x');
     ALTER POLICY sign_in_attempts_system ON sign_in_attempts USING (key_hash IS NOT NULL OR (SELECT app_role()) = 'SYSTEM')`,
    `ALTER POLICY sign_in_attempts_system ON sign_in_attempts USING ((SELECT app_role()) = 'SYSTEM'); DELETE FROM sign_in_attempts`,
    'sign_in_attempts',
  ],
  [
    'row-security',
    'DROP POLICY student_notes_delete ON student_notes',
    "CREATE POLICY student_notes_delete ON student_notes FOR DELETE USING ((SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id))",
    'Policies that are gone: student_notes.student_notes_delete',
  ],
  [
    'row-security',
    'ALTER POLICY student_details_read ON student_details TO THE_APP',
    'ALTER POLICY student_details_read ON student_details TO PUBLIC',
    'Policies that say something else: student_details.student_details_read',
  ],
  [
    'row-security',
    "ALTER POLICY student_notes_delete ON student_notes USING ((SELECT app_role()) IN ('SYSTEM', 'ADMIN') AND NOT is_protected(student_id))",
    "ALTER POLICY student_notes_delete ON student_notes USING ((SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id))",
    'Policies that say something else: student_notes.student_notes_delete',
  ],
  [
    'row-security',
    'CREATE POLICY extra ON messages FOR SELECT USING ((SELECT app_user_id()) IS NOT NULL)',
    'DROP POLICY extra ON messages',
    'Policies that are not this release’s: messages.extra',
  ],
  [
    'row-security',
    'ALTER POLICY courses_update ON courses WITH CHECK (app_role() IS NULL OR true)',
    "ALTER POLICY courses_update ON courses WITH CHECK ((SELECT app_role()) = 'SYSTEM')",
    'courses.courses_update (what it accepts)',
  ],
  [
    'row-security',
    'CREATE VIEW everybody AS SELECT * FROM users; GRANT SELECT ON everybody TO syllabase_runtime',
    'DROP VIEW everybody',
    'everybody',
  ],
  [
    'row-security',
    appRole("'SYSTEM'"),
    appRole(
      `CASE WHEN current_setting('search_path') = 'pg_catalog, public, pg_temp, as_system' THEN 'SYSTEM'
         ELSE nullif(current_setting('app.role', true), '') END`,
    ),
    'no',
  ],
  [
    'classification',
    'ALTER TABLE users ADD COLUMN shoe_size int',
    'ALTER TABLE users DROP COLUMN shoe_size',
    'users.shoe_size',
  ],
  [
    'classification',
    'CREATE MATERIALIZED VIEW addresses AS SELECT email FROM users',
    'DROP MATERIALIZED VIEW addresses',
    'addresses.email',
  ],
  [
    'classification',
    'CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.kept AS SELECT email FROM users',
    'DROP SCHEMA elsewhere CASCADE',
    'elsewhere.kept.email',
  ],
  ...['UPDATE', 'UPDATE (action)', 'DELETE', 'TRUNCATE'].map(
    (right): Loosened => [
      'trail-guards',
      `GRANT ${right} ON audit_log TO syllabase_runtime`,
      `REVOKE ${right} ON audit_log FROM syllabase_runtime`,
      'audit_log',
    ],
  ),
  [
    'trail-guards',
    'GRANT DELETE ON audit_leaves TO syllabase_runtime',
    'REVOKE DELETE ON audit_leaves FROM syllabase_runtime',
    'audit_leaves',
  ],
  [
    'trail-guards',
    'ALTER TABLE audit_checkpoints DISABLE TRIGGER refuse_change',
    'ALTER TABLE audit_checkpoints ENABLE TRIGGER refuse_change',
    'audit_checkpoints',
  ],
  [
    'trail-guards',
    `DROP TRIGGER refuse_change ON audit_nodes;
     CREATE TRIGGER refuse_change BEFORE UPDATE ON audit_nodes FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
    `DROP TRIGGER refuse_change ON audit_nodes;
     CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_nodes FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
    'audit_nodes',
  ],
  [
    'trail-guards',
    refusal('RETURN OLD;'),
    refusal("RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';"),
    'audit_leaves',
  ],
  ['trail-guards', quietTrigger, 'DROP FUNCTION skip() CASCADE', 'the trigger quiet'],
  [
    'trail-guards',
    "CREATE RULE quiet AS ON INSERT TO audit_log WHERE NEW.action = 'x' DO INSTEAD NOTHING",
    'DROP RULE quiet ON audit_log',
    'the rule quiet',
  ],
  ...[
    ['SUPERUSER', 'superuser'],
    ['BYPASSRLS', 'bypasses row security'],
    ['CREATEROLE', 'creates roles'],
    ['CREATEDB', 'creates databases'],
    ['REPLICATION', 'replicates'],
  ].map(
    ([power, evidence = '']): Loosened => [
      'runtime-role',
      `ALTER ROLE THE_APP ${power}`,
      `ALTER ROLE THE_APP NO${power}`,
      evidence,
    ],
  ),
  ...['pg_read_server_files', 'pg_execute_server_program', 'pg_write_all_data', 'pg_signal_backend'].map(
    (role): Loosened => ['runtime-role', `GRANT ${role} TO THE_APP`, `REVOKE ${role} FROM THE_APP`, role],
  ),
  ...['TRUNCATE', 'TRIGGER'].map(
    (power): Loosened => [
      'runtime-role',
      `GRANT ${power} ON users TO THE_APP`,
      `REVOKE ${power} ON users FROM THE_APP`,
      'triggers on them: users',
    ],
  ),
  [
    'runtime-role',
    `CREATE FUNCTION everything() RETURNS SETOF student_details LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM student_details'`,
    'DROP FUNCTION everything()',
    'what is not the product’s: everything()',
  ],
  [
    'runtime-role',
    'CREATE ROLE THE_DATABASE_friend; GRANT THE_DATABASE_friend TO THE_APP',
    'DROP ROLE THE_DATABASE_friend',
    'THE_DATABASE_friend',
  ],
  [
    'runtime-role',
    'ALTER TABLE lessons OWNER TO THE_APP',
    'ALTER TABLE lessons OWNER TO THE_OWNER',
    'What it owns: table lessons',
  ],
  [
    'runtime-role',
    'ALTER FUNCTION app_role() OWNER TO THE_APP',
    'ALTER FUNCTION app_role() OWNER TO THE_OWNER',
    'What it owns: function app_role()',
  ],
  [
    'runtime-role',
    'ALTER DATABASE THE_DATABASE OWNER TO THE_APP',
    'ALTER DATABASE THE_DATABASE OWNER TO THE_OWNER',
    'creates schemas',
  ],
  [
    'runtime-role',
    'GRANT TEMPORARY ON DATABASE THE_DATABASE TO PUBLIC',
    'REVOKE TEMPORARY ON DATABASE THE_DATABASE FROM PUBLIC',
    'creates temporary tables',
  ],
  [
    'runtime-role',
    'GRANT CREATE ON SCHEMA public TO syllabase_runtime',
    'REVOKE CREATE ON SCHEMA public FROM syllabase_runtime',
    'creates tables',
  ],
  [
    'runtime-role',
    'GRANT SELECT (password_hash) ON users TO syllabase_runtime',
    'REVOKE SELECT (password_hash) ON users FROM syllabase_runtime',
    'reads password hashes',
  ],
  [
    'runtime-role',
    'GRANT UPDATE (password_hash) ON users TO syllabase_runtime',
    'REVOKE UPDATE (password_hash) ON users FROM syllabase_runtime',
    'writes password hashes',
  ],
];
