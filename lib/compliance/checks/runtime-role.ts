import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';

export type RuntimeRole = {
  name: string;
  /** What it must not be able to do. */
  powers: string[];
  owns: number;
  /** Roles that it could become and that have such powers or own tables. */
  becomes: string[];
};

const role = statement(
  'compliance.runtime-role',
  `WITH mighty AS (
     SELECT r.oid, r.rolname FROM pg_roles r WHERE r.rolname <> current_user AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
       OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = r.oid)))
   SELECT current_user::text AS name,
     array_remove(ARRAY[CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'bypasses row security' END,
       CASE WHEN rolcreaterole THEN 'creates roles' END, CASE WHEN rolcreatedb THEN 'creates databases' END,
       CASE WHEN rolreplication THEN 'replicates' END,
       CASE WHEN has_schema_privilege(current_user, 'public', 'CREATE') THEN 'creates tables' END,
       CASE WHEN has_column_privilege(current_user, 'users', 'password_hash', 'SELECT') THEN 'reads password hashes' END],
       NULL) AS powers,
     (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owns,
     ARRAY(SELECT m.rolname::text FROM mighty m WHERE pg_has_role(current_user, m.oid, 'MEMBER')) AS becomes
   FROM pg_roles WHERE rolname = current_user`,
);

/** Judges the role that web and worker use: it may read and write rows, no password's hash among them, and nothing else. */
export function judgeRuntimeRole({ name, powers, owns, becomes }: RuntimeRole): Finding {
  const evidence = [
    { what: 'Role', value: name },
    { what: 'Powers it must not have', value: powers.join(', ') || 'none' },
    { what: 'Tables it owns', value: String(owns) },
    { what: 'Mightier roles it could become', value: becomes.join(', ') || 'none' },
  ];
  const isMighty = powers.length > 0 || owns > 0 || becomes.length > 0;
  return isMighty
    ? { state: 'critical', summary: 'The application may do what only the owner should.', evidence }
    : {
        state: 'ok',
        summary: 'The application owns nothing, can bypass nothing, and reads no password’s hash.',
        evidence,
      };
}

export const runtimeRole: Check = {
  id: 'runtime-role',
  title: 'The application is unprivileged',
  why: 'A fault in the application would otherwise open the whole database, and the trail with it.',
  remedy: 'Set DATABASE_URL to the role that `npm start` or `npm run db:migrate` makes, never to the owner.',
  run: async (tx: Transaction) => {
    const [found] = await tx.rows<RuntimeRole>(role);
    if (!found) throw new Error('The database does not know its own role.');
    return judgeRuntimeRole(found);
  },
};
