import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Role, Viewer } from '@/lib/access/viewer';
import { nameRedactor } from '@/lib/confidential/other-students';
import {
  cursorInstant,
  cursorInstantSql,
  cursorText,
  decodeCursor,
  encodeCursor,
  pageSize,
} from '@/lib/list-query';

export const disclosureQuery = z.strictObject({ limit: pageSize(50, 200), cursor: cursorText });
export type DisclosureQuery = z.output<typeof disclosureQuery>;

/** Somebody's look at the student's record, or try at one. */
export type Disclosure = {
  id: string;
  at: string;
  /** Null: the product itself. */
  who: string | null;
  role: Role | null;
  action: string;
  outcome: 'ALLOWED' | 'DENIED' | 'FAILED';
  purpose: string | null;
  justification: string | null;
  /** How much was shown, where the gate decided it. */
  level: string | null;
  /** The class whose list was opened; the student may have been on the page that was shown. */
  course: string | null;
};

export type DisclosurePage = { items: Disclosure[]; nextCursor: string | null };

const looks = statement(
  'records.disclosures',
  `SELECT id, occurred_at AS at, who, role, action, outcome, purpose, justification, level, course,
     ${cursorInstantSql('occurred_at')} AS key
   FROM (
     (SELECT id, occurred_at, actor_name AS who, actor_role AS role, action, outcome, purpose, justification,
        details ->> 'level' AS level, NULL AS course
      FROM audit_log WHERE student_id = $1 AND actor_id IS DISTINCT FROM $1 AND occurred_at < $2::timestamptz
      ORDER BY occurred_at DESC LIMIT $3::int)
     UNION ALL
     SELECT id, occurred_at, actor_name, actor_role, action, 'ALLOWED', NULL, NULL, NULL, course
     FROM own_class_looks($2::timestamptz, $3::int)) looks
   ORDER BY occurred_at DESC, id LIMIT $3::int`,
);

const looksAtChild = statement(
  'records.disclosures-of-child',
  `SELECT id, occurred_at AS at, who, role, action, outcome, purpose, justification, level, course
   FROM looks_at_child($1, 'infinity', $2::int)`,
);

const endOfTime = 'infinity';

/** As many of the newest looks as a guardian is shown. */
export const mostOfChild = 50;

/**
 * Who looked at the viewer's own record, or tried to, newest first: what names the student, and every opening of a list
 * of the student's classes. What the student did is left out, and other students' names in what was given as the reason.
 * Events of the same microsecond may share a page's end.
 */
export async function getDisclosures(
  viewer: Viewer,
  { limit, cursor }: DisclosureQuery,
): Promise<DisclosurePage> {
  const [before] = cursor ? decodeCursor(z.tuple([cursorInstant]), cursor) : [endOfTime];
  const rows = await asViewer(viewer, async (tx) => {
    const found = await tx.rows<Disclosure & { key: string }>(looks, [viewer.userId, before, limit + 1]);
    return withoutOthers(tx, viewer.userId, found);
  });
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(({ key: _key, ...item }) => item),
    nextCursor: rows.length > limit && last ? encodeCursor([last.key]) : null,
  };
}

/**
 * Who looked at the record of a child, or tried to, the newest first: for the guardian who holds the rights in it, and for
 * nobody else, who find nothing. What the child or the guardian did is left out, and other students' names.
 */
export const getChildDisclosures = (viewer: Viewer, studentId: string): Promise<Disclosure[]> =>
  asViewer(viewer, async (tx) =>
    withoutOthers(tx, studentId, await tx.rows<Disclosure>(looksAtChild, [studentId, mostOfChild])),
  );

async function withoutOthers<Look extends Pick<Disclosure, 'purpose' | 'justification'>>(
  tx: Transaction,
  studentId: string,
  looks: Look[],
): Promise<Look[]> {
  const texts = looks.flatMap(({ purpose, justification }) => [purpose ?? [], justification ?? []].flat());
  const redact = await nameRedactor(tx, studentId, texts);
  const redacted = (text: string | null) => (text === null ? null : redact(text));
  return looks.map((look) => ({
    ...look,
    purpose: redacted(look.purpose),
    justification: redacted(look.justification),
  }));
}
