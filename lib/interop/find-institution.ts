import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { UsageError } from './failure';
import { uniqueSlug } from './roster/slug';

const institutions = statement(
  'interop.institutions',
  `SELECT id, name, slug FROM institutions WHERE $1::text IS NULL OR lower(name) = lower($1) OR slug = $1 ORDER BY name LIMIT 20`,
);
const instructors = statement(
  'interop.instructors',
  `SELECT id, email FROM users WHERE institution_id = $1 AND role = 'INSTRUCTOR' AND deleted_at IS NULL
     AND sourced_id IS DISTINCT FROM $3 AND ($2::text IS NULL OR email = lower($2)) ORDER BY email LIMIT 20`,
);
const slugs = statement('interop.institution-slugs', 'SELECT slug FROM institutions');
const createInstitution = statement(
  'interop.create-institution',
  'INSERT INTO institutions (name, slug) VALUES ($1, $2) RETURNING id',
);
const longestName = 255;

/** The sourced id of an institution's course office, who stands in where a catalog names no instructor. */
export const courseOffice = 'catalog-office';

/** The institution of that name or slug; without a name, the only one. Throws a `UsageError` otherwise. */
export async function findInstitution(tx: Transaction, name: string | null): Promise<string> {
  const rows = await tx.rows<{ id: string; name: string }>(institutions, [name]);
  const [only] = rows;
  if (only && rows.length === 1) return only.id;
  if (name === null && rows.length > 1)
    throw new UsageError(
      `There are several institutions: add --institution NAME, one of ${listed(rows.map((row) => `“${row.name}”`))}.`,
    );
  if (name === null) throw new UsageError('There is no institution yet: import a roster first.');
  throw new UsageError(`There is ${rows.length > 1 ? 'more than one' : 'no'} institution “${name}”.`);
}

/** The same, but an institution of a new name is created. */
export async function ensureInstitution(
  tx: Transaction,
  name: string | null,
): Promise<{ id: string; created: boolean }> {
  const own = name?.trim() ?? null;
  const known = await tx.rows(institutions, [own]);
  if (known.length > 0) return { id: await findInstitution(tx, own), created: false };
  if (own === null) throw new UsageError('There is no institution yet: add --institution NAME.');
  if (own === '' || own.length > longestName) {
    throw new UsageError(`An institution's name has 1 to ${longestName} characters.`);
  }
  const taken = new Set((await tx.rows<{ slug: string }>(slugs)).map((row) => row.slug));
  const [row] = await tx.rows<{ id: string }>(createInstitution, [own, uniqueSlug(own, taken)]);
  return { id: row?.id ?? '', created: true };
}

/** The institution's instructor with that address; without one, the only instructor. Throws a `UsageError` otherwise. */
export async function findInstructor(
  tx: Transaction,
  institutionId: string,
  email: string | null,
): Promise<string> {
  const rows = await tx.rows<{ id: string; email: string | null }>(instructors, [
    institutionId,
    email,
    courseOffice,
  ]);
  const [only] = rows;
  if (only && rows.length === 1) return only.id;
  if (email !== null) throw new UsageError(`The institution has no instructor ${email}.`);
  throw new UsageError(
    rows.length > 1
      ? `The institution has several instructors: add --instructor EMAIL, one of ${listed(rows.flatMap((row) => row.email ?? []))}.`
      : 'The institution has no instructor yet.',
  );
}

const listed = (names: string[]) => names.join(', ');
