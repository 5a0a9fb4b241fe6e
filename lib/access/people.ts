import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import {
  containing,
  cursorText,
  decodeCursor,
  encodeCursor,
  optional,
  pageSize,
  searchText,
} from '@/lib/list-query';
import { everStudent, isKept, onlyGuardian } from './ever-student';
import type { Role } from './viewer';

export const peopleRoles = ['STUDENT', 'INSTRUCTOR', 'ADMIN'] as const;
/** `left`: a roster names them no longer; what is kept of them is still theirs to ask for. */
export const peopleStates = ['active', 'disabled', 'left'] as const;

export const peopleQuery = z.strictObject({
  q: optional(searchText(100)),
  role: optional(z.enum(peopleRoles)),
  state: optional(z.enum(peopleStates)),
  limit: pageSize(50, 200),
  cursor: cursorText,
});

export type PeopleQuery = z.output<typeof peopleQuery>;

/** `alsoLeft`: those who have left as well, who are otherwise found by their state alone. */
export type PeopleWanted = PeopleQuery & { alsoLeft?: true };

export type ListedPerson = {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  /** Is a student, or was one: there is an education record. */
  hasRecord: boolean;
  /** Has a student's account to be a guardian with, and never was in a course. */
  isOnlyGuardian: boolean;
  /** When the person was barred from signing in. */
  disabledAt: string | null;
  /** When a roster named the person no longer. */
  leftAt: string | null;
  /** The student does not want name and institution to be given out (34 CFR 99.37). */
  keepsNamePrivate: boolean;
  lastActiveAt: string | null;
};

export type PeoplePage = { people: ListedPerson[]; nextCursor: string | null; total: number };

const pageKeys = z.tuple([
  z
    .string()
    .max(255)
    .refine((name) => !name.includes('\0')),
  z.guid(),
]);

/** Values only ever travel as parameters; the fragments are a closed set. */
function conditions(institutionId: string, query: PeopleWanted) {
  const values: unknown[] = [institutionId];
  const where = [`institution_id = $1 AND ${query.alsoLeft ? isKept('users') : present(query)}`];
  const names: string[] = query.alsoLeft ? ['kept'] : [];
  if (query.role) {
    where.push(`role = $${values.push(query.role)}::educational_role_enum`);
    names.push('role');
  }
  if (query.state) {
    if (query.state !== 'left')
      where.push(query.state === 'disabled' ? 'disabled_at IS NOT NULL' : 'disabled_at IS NULL');
    names.push(query.state);
  }
  if (query.q) {
    const pattern = `$${values.push(containing(query.q))}::text`;
    where.push(`(display_name ILIKE ${pattern} OR email ILIKE ${pattern})`);
    names.push('q');
  }
  return { where, values, names };
}

const present = ({ state }: PeopleQuery): string =>
  state === 'left' ? `deleted_at IS NOT NULL AND ${isKept('users')}` : 'deleted_at IS NULL';

function pageStatement(institutionId: string, query: PeopleWanted): { page: Statement; values: unknown[] } {
  const { where, values, names } = conditions(institutionId, query);
  if (query.cursor) {
    const [name, id] = decodeCursor(pageKeys, query.cursor);
    where.push(`(display_name, id) > ($${values.push(name)}, $${values.push(id)}::uuid)`);
    names.push('next');
  }
  const text = `SELECT id, display_name AS name, email, role, disabled_at AS "disabledAt", deleted_at AS "leftAt", last_active_at AS "lastActiveAt",
      ${everStudent('users')} AS "hasRecord", ${onlyGuardian('users')} AS "isOnlyGuardian",
      EXISTS (SELECT FROM directory_choices d WHERE d.user_id = users.id AND d.opted_out) AS "keepsNamePrivate"
    FROM users WHERE ${where.join(' AND ')} ORDER BY display_name, id LIMIT $${values.push(query.limit + 1)}::int`;
  return { page: statement(`access.people:${names.join('+')}`, text), values };
}

function totalStatement(institutionId: string, query: PeopleWanted): { total: Statement; values: unknown[] } {
  const { where, values, names } = conditions(institutionId, query);
  const text = `SELECT count(*)::int AS total FROM users WHERE ${where.join(' AND ')}`;
  return { total: statement(`access.people-total:${names.join('+')}`, text), values };
}

/** The people of an institution by name, in keyset pages. Row security shows them to its administrators only. */
export async function readPeople(
  tx: Pick<Transaction, 'rows'>,
  institutionId: string,
  query: PeopleWanted,
): Promise<PeoplePage> {
  const wanted = pageStatement(institutionId, query);
  const counted = totalStatement(institutionId, query);
  const rows = await tx.rows<ListedPerson>(wanted.page, wanted.values);
  const [count] = await tx.rows<{ total: number }>(counted.total, counted.values);
  const people = rows.slice(0, query.limit);
  const last = people.at(-1);
  return {
    people,
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.name, last.id]) : null,
    total: count?.total ?? 0,
  };
}
