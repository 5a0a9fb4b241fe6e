import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { keepDisabled } from '@/lib/records/guardians/settle-collection';
import type { ImportRun, Rejection } from '../run/import-run';
import { decideUser, type UserFacts } from './decide-user';

type StagedUser = Omit<UserFacts, 'fileRoles'> & {
  line: number;
  sourcedId: string;
  given: string;
  family: string;
  email: string | null;
  deleted: boolean;
  disabled: boolean;
  fileRoles: string[];
  knownId: string | null;
  staysDisabled: boolean;
};

// One organisation is enough to know where its people belong; otherwise the file has to say.
const staged = statement(
  'interop.roster.users',
  `WITH orgs AS (
     SELECT r.key, i.id FROM import_rows r JOIN institutions i ON i.sourced_id = r.key
     WHERE r.import_id = $1 AND r.step = 'orgs'
   ), page AS (
     SELECT line, key, data FROM import_rows
     WHERE import_id = $1 AND step = 'users' AND line > $2 ORDER BY line LIMIT 2000
   )
   SELECT p.line, p.key AS "sourcedId", p.data ->> 'given' AS given, p.data ->> 'family' AS family,
     p.data ->> 'email' AS email, (p.data ->> 'deleted')::boolean AS deleted, (p.data ->> 'disabled')::boolean AS disabled,
     array_remove(roles.names || (p.data ->> 'role'), '') AS "fileRoles",
     EXISTS (SELECT 1 FROM import_rows t WHERE t.import_id = $1 AND t.step = 'teachers' AND t.key = p.key) AS teaches,
     home.id AS "institutionId", known.id AS "knownId", known.role AS "knownRole",
     known.disabled_at IS NOT NULL AND NOT (p.data ->> 'disabled')::boolean AS "staysDisabled",
     p.data ->> 'unique' IS NOT NULL AND EXISTS (SELECT 1 FROM users o WHERE o.email = p.data ->> 'email'
       AND o.deleted_at IS NULL AND o.id IS DISTINCT FROM known.id) AS "emailTaken"
   FROM page p
   CROSS JOIN LATERAL (
     SELECT coalesce(array_agg(r.data ->> 'role' ORDER BY r.line), '{}') AS names,
       (array_agg(r.data ->> 'org' ORDER BY r.line) FILTER (WHERE r.data ->> 'org' <> ''))[1] AS org
     FROM import_rows r WHERE r.import_id = $1 AND r.step = 'user-roles' AND r.key = p.key
   ) roles
   LEFT JOIN LATERAL (
     SELECT o.id FROM orgs o WHERE o.key = coalesce(nullif(p.data ->> 'org', ''), roles.org)
       OR (coalesce(nullif(p.data ->> 'org', ''), roles.org) IS NULL AND (SELECT count(*) FROM orgs) = 1)
   ) home ON true
   LEFT JOIN LATERAL (
     SELECT u.id, u.role, u.disabled_at FROM users u
     WHERE u.institution_id = ANY (SELECT id FROM orgs) AND u.sourced_id = p.key
     ORDER BY u.institution_id = home.id DESC LIMIT 1
   ) known ON true
   ORDER BY p.line`,
);
// An administrator's account is changed by people only; its name alone follows the roster.
const write = statement(
  'interop.roster.write-users',
  `INSERT INTO users AS u (id, institution_id, sourced_id, role, email, given_name, family_name, display_name,
     disabled_at, deleted_at)
   SELECT w.id, w."institutionId", w."sourcedId", w.role::educational_role_enum, w.email, w.given, w.family, w.given || ' ' || w.family,
     CASE WHEN w.disabled THEN now() END, CASE WHEN w.deleted THEN now() END
   FROM jsonb_to_recordset($1::jsonb) AS w(id uuid, "institutionId" uuid, "sourcedId" text, role text, email text, given text,
     family text, disabled boolean, deleted boolean)
   ON CONFLICT (id) DO UPDATE SET given_name = excluded.given_name, family_name = excluded.family_name,
     display_name = excluded.display_name,
     role = excluded.role,
     institution_id = CASE WHEN u.role = 'ADMIN' THEN u.institution_id ELSE excluded.institution_id END,
     email = CASE WHEN u.role = 'ADMIN' THEN u.email ELSE excluded.email END,
     disabled_at = CASE WHEN u.role = 'ADMIN' THEN u.disabled_at ELSE coalesce(u.disabled_at, excluded.disabled_at) END,
     deleted_at = CASE WHEN u.role = 'ADMIN' THEN u.deleted_at WHEN excluded.deleted_at IS NULL THEN NULL
       ELSE coalesce(u.deleted_at, excluded.deleted_at) END,
     session_version = u.session_version + (u.role <> excluded.role OR u.role <> 'ADMIN' AND (
       u.disabled_at IS NULL AND excluded.disabled_at IS NOT NULL
       OR u.deleted_at IS NULL AND excluded.deleted_at IS NOT NULL))::int,
     updated_at = now()
   WHERE (u.given_name, u.family_name, u.display_name, u.role)
       IS DISTINCT FROM (excluded.given_name, excluded.family_name, excluded.display_name, excluded.role)
     OR u.role <> 'ADMIN' AND ((u.institution_id, u.email) IS DISTINCT FROM (excluded.institution_id, excluded.email)
       OR u.disabled_at IS NULL AND excluded.disabled_at IS NOT NULL
       OR (u.deleted_at IS NULL) <> (excluded.deleted_at IS NULL))
   RETURNING u.id`,
);

/** The next two thousand users. */
export async function applyUsers(tx: Transaction, run: ImportRun, file: string, after: string) {
  const rows = await tx.rows<StagedUser>(staged, [run.id, Number(after)]);
  const last = rows.at(-1);
  if (!last) return null;
  const rejections: Rejection[] = [];
  const accepted = rows.flatMap((row) => {
    const decision = decideUser(row);
    if ('role' in decision) return [{ ...row, role: decision.role, id: row.knownId ?? randomUUID() }];
    rejections.push({ line: row.line, reason: decision.reason });
    return [];
  });
  const written = await tx.rows(write, [JSON.stringify(accepted)]);
  const disabled = accepted.filter((row) => row.disabled && row.role !== 'ADMIN');
  if (disabled.length > 0)
    await keepDisabled(
      tx,
      disabled.map(({ id }) => id),
    );
  await run.reject(tx, file, rejections);
  if (accepted.some((row) => row.staysDisabled && row.role !== 'ADMIN')) {
    run.warn(`${file}: accounts disabled here stay disabled, though the file enables them`);
  }
  const fresh = accepted.filter((row) => row.knownId === null).length;
  const counts = run.count(file);
  counts.new += fresh;
  counts.changed += written.length - fresh;
  counts.unchanged += accepted.length - written.length;
  return { position: String(last.line), rows: rows.length };
}
