import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { ImportRun, Rejection } from '../run/import-run';
import { uniqueSlug } from './slug';

type StagedOrg = {
  line: number;
  sourcedId: string;
  name: string;
  deleted: boolean;
  knownId: string | null;
  knownName: string | null;
};

const staged = statement(
  'interop.roster.orgs',
  `SELECT r.line, r.key AS "sourcedId", r.data ->> 'name' AS name, (r.data ->> 'deleted')::boolean AS deleted,
     i.id AS "knownId", i.name AS "knownName"
   FROM import_rows r LEFT JOIN institutions i ON i.sourced_id = r.key
   WHERE r.import_id = $1 AND r.step = 'orgs' AND r.line > $2 ORDER BY r.line LIMIT 1000`,
);
const slugs = statement('interop.roster.slugs', 'SELECT slug FROM institutions');
const insert = statement(
  'interop.roster.insert-orgs',
  `INSERT INTO institutions (sourced_id, name, slug)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
);
const rename = statement(
  'interop.roster.rename-orgs',
  `UPDATE institutions i SET name = r.name, updated_at = now()
   FROM unnest($1::uuid[], $2::text[]) AS r(id, name) WHERE i.id = r.id`,
);

/** Organisations become institutions, whatever their type. A roster ends no institution. */
export async function applyOrgs(tx: Transaction, run: ImportRun, file: string, after: string) {
  const rows = await tx.rows<StagedOrg>(staged, [run.id, Number(after)]);
  const last = rows.at(-1);
  if (!last) return null;
  const rejected = rows.filter((row) => row.deleted);
  const kept = rows.filter((row) => !row.deleted);
  const fresh = kept.filter((row) => row.knownId === null);
  const renamed = kept.filter((row) => row.knownId !== null && row.knownName !== row.name);
  if (fresh.length > 0) {
    const taken = new Set((await tx.rows<{ slug: string }>(slugs)).map((row) => row.slug));
    const own = fresh.map((row) => uniqueSlug(row.name, taken));
    await tx.rows(insert, [fresh.map((row) => row.sourcedId), fresh.map((row) => row.name), own]);
  }
  if (renamed.length > 0) {
    await tx.rows(rename, [renamed.map((row) => row.knownId), renamed.map((row) => row.name)]);
  }
  const reason = 'status: a roster cannot delete an institution';
  await run.reject(
    tx,
    file,
    rejected.map(({ line }): Rejection => ({ line, reason })),
  );
  const counts = run.count(file);
  counts.new += fresh.length;
  counts.changed += renamed.length;
  counts.unchanged += kept.length - fresh.length - renamed.length;
  return { position: String(last.line), rows: rows.length };
}
