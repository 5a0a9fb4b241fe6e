import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';
import { ownerFunctions } from './owner-functions';

export type RuntimeRole = {
  name: string;
  /** What it must not be able to do. */
  powers: string[];
  /** Tables, functions, schemas, databases and whatever else can be owned, by it or a role that it could become. */
  owns: string[];
  /** Roles that it could become, beyond the product's group and reading statistics; those too where they have powers. */
  becomes: string[];
};

const role = statement(
  'compliance.runtime-role',
  `WITH mine AS (SELECT r.*, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication AS mighty
     FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')),
   schemas AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)')
   SELECT current_user::text AS name,
     array_remove(ARRAY[CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'bypasses row security' END,
       CASE WHEN rolcreaterole THEN 'creates roles' END, CASE WHEN rolcreatedb THEN 'creates databases' END,
       CASE WHEN rolreplication THEN 'replicates' END,
       CASE WHEN session_user <> current_user THEN 'is ' || session_user || ' in truth' END,
       CASE WHEN has_database_privilege(current_user, current_database(), 'CREATE') THEN 'creates schemas' END,
       CASE WHEN has_database_privilege(current_user, current_database(), 'TEMPORARY') THEN 'creates temporary tables' END,
       CASE WHEN EXISTS (SELECT 1 FROM schemas s WHERE has_schema_privilege(current_user, s.oid, 'CREATE')) THEN 'creates tables' END,
       CASE WHEN has_column_privilege(current_user, 'users', 'password_hash', 'SELECT') THEN 'reads password hashes' END,
       CASE WHEN has_column_privilege(current_user, 'users', 'password_hash', 'INSERT, UPDATE') THEN 'writes password hashes' END,
       (SELECT 'empties tables past row security or puts triggers on them: ' || string_agg(c.relname, ', ' ORDER BY c.relname)
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
          AND has_table_privilege(current_user, c.oid, 'TRUNCATE, TRIGGER, REFERENCES')),
       (SELECT 'calls with the owner’s rights what is not the product’s: ' || string_agg(f.name, ', ' ORDER BY f.name)
        FROM (SELECT p.oid::regprocedure::text AS name, left(md5(p.prosrc), 12) AS body FROM pg_proc p
          WHERE p.prosecdef AND p.oid >= 16384 AND has_function_privilege(current_user, p.oid, 'EXECUTE')
            AND NOT EXISTS (SELECT FROM pg_depend d
              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')) f
        WHERE f.name || ' ' || f.body <> ALL ($1::text[]))],
       NULL) AS powers,
     ARRAY(SELECT pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_shdepend d JOIN mine m ON m.oid = d.refobjid
      WHERE d.refclassid = 'pg_authid'::regclass AND d.deptype = 'o'
        AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY 1 LIMIT 20) AS owns,
     ARRAY(SELECT m.rolname || CASE WHEN m.mighty THEN ' (with powers of its own)' ELSE '' END FROM mine m WHERE m.rolname <> current_user AND (m.mighty OR m.rolname NOT IN (
       'syllabase_runtime', 'pg_monitor', 'pg_read_all_stats', 'pg_read_all_settings', 'pg_stat_scan_tables'))
       ORDER BY 1 LIMIT 20) AS becomes
   FROM pg_roles WHERE rolname = current_user`,
);

/** Judges the role that web and worker use: it may read and write rows, none of the hashes of passwords, and nothing else. */
export function judgeRuntimeRole({ name, powers, owns, becomes }: RuntimeRole): Finding {
  const evidence = [
    { what: 'Role', value: name },
    { what: 'Powers it must not have', value: powers.join(', ') || 'none' },
    { what: 'What it owns', value: owns.join(', ') || 'nothing' },
    { what: 'Roles it could become', value: becomes.join(', ') || 'none' },
  ];
  const isMighty = powers.length > 0 || owns.length > 0 || becomes.length > 0;
  return isMighty
    ? { state: 'critical', summary: 'The application may do what only the owner should.', evidence }
    : {
        state: 'ok',
        summary:
          'The application owns nothing, can bypass nothing, and neither reads nor writes a password’s hash.',
        evidence,
      };
}

export const runtimeRole: Check = {
  id: 'runtime-role',
  title: 'The application is unprivileged',
  why: 'A fault in the application would otherwise open the whole database, and the trail with it.',
  remedy: 'Set DATABASE_URL to the role that `npm start` or `npm run db:migrate` makes, never to the owner.',
  run: async (tx: Transaction) => {
    const [found] = await tx.rows<RuntimeRole>(role, [ownerFunctions]);
    if (!found) throw new Error('The database does not know its own role.');
    return judgeRuntimeRole(found);
  },
};
