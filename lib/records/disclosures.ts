import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
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
  /** Null: the product itself. At the command line nobody is signed in. */
  who: string | null;
  role: Role | null;
  action: string;
  outcome: 'ALLOWED' | 'DENIED' | 'FAILED';
  purpose: string | null;
  justification: string | null;
  /** How much was shown, where the gate decided it. */
  level: string | null;
  /** On which ground it was shown, where the gate decided it. */
  ground: string | null;
  /** The class whose list was opened; the student may have been on the page that was shown. */
  course: string | null;
};

/** With whether who looked belongs to the institution of the record, or is nobody. */
type Look = Disclosure & { isOfInstitution: boolean };

export type DisclosurePage = { items: Disclosure[]; nextCursor: string | null };

const looks = statement(
  'records.disclosures',
  `SELECT id, occurred_at AS at, who, role, action, outcome, purpose, justification, level, ground, course,
     of_institution AS "isOfInstitution", ${cursorInstantSql('occurred_at')} AS key
   FROM (
     (SELECT id, occurred_at, CASE WHEN actor_id IS NULL AND details ->> 'by' LIKE 'command line%' THEN 'Somebody at the command line'
         WHEN actor_id IS NULL AND object_type = 'session' THEN 'Somebody with a session that had ended' ELSE actor_name END AS who, actor_role AS role, action, outcome, purpose, justification,
        details ->> 'level' AS level, details ->> 'ground' AS ground, NULL AS course,
        coalesce(institution_of(actor_id) = institution_of($1), true) AS of_institution
      FROM audit_log WHERE student_id = $1 AND actor_id IS DISTINCT FROM $1 AND (occurred_at, id) < ($2::timestamptz, $3::uuid)
      ORDER BY occurred_at DESC, id DESC LIMIT $4::int)
     UNION ALL
     SELECT id, occurred_at, actor_name, actor_role, action, 'ALLOWED', NULL, NULL, NULL, NULL, course, true
     FROM own_class_looks($2::timestamptz, $3::uuid, $4::int)) looks
   ORDER BY occurred_at DESC, id DESC LIMIT $4::int`,
);

const looksAtChild = statement(
  'records.disclosures-of-child',
  `SELECT id, occurred_at AS at, who, role, action, outcome, purpose, justification, level, ground, course,
     of_institution AS "isOfInstitution", ${cursorInstantSql('occurred_at')} AS key
   FROM looks_at_child($1, $2::timestamptz, $3::uuid, $4::int)`,
);

const endOfTime = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/**
 * Who looked at the viewer's own record, or tried to, newest first: what names the student, and every opening of a list
 * of the student's classes. What the student did is left out, and other students' names in what was given as the reason.
 */
export const getDisclosures = (viewer: Viewer, query: DisclosureQuery): Promise<DisclosurePage> =>
  asViewer(viewer, (tx) => readPage(tx, looks, viewer.userId, query));

/** Who looked at the record of a child, or tried to, for the guardian who holds the rights in it; the caller audits the look. */
export const readChildDisclosures = (
  tx: Transaction,
  studentId: string,
  query: DisclosureQuery,
): Promise<DisclosurePage> => readPage(tx, looksAtChild, studentId, query);

async function readPage(
  tx: Transaction,
  of: Statement,
  studentId: string,
  { limit, cursor }: DisclosureQuery,
): Promise<DisclosurePage> {
  const before = cursor ? decodeCursor(z.tuple([cursorInstant, z.guid()]), cursor) : endOfTime;
  const rows = await tx.rows<Look & { key: string }>(of, [studentId, ...before, limit + 1]);
  const shown = await withoutOthers(tx, studentId, rows.slice(0, limit).map(withoutEntry));
  const last = shown.at(-1);
  return {
    items: shown.map(({ key: _key, isOfInstitution: _isOfInstitution, ...item }) => item),
    nextCursor: rows.length > limit && last ? encodeCursor([last.key, last.id]) : null,
  };
}

/** What an entry of the record of disclosures says stands there alone, where one that was a mistake says it no more. */
const withoutEntry = <Look extends Pick<Disclosure, 'action' | 'purpose'>>(look: Look): Look =>
  look.action === 'disclosure.record' ? { ...look, purpose: null } : look;

/**
 * The institution's staff know other students' names from records: those stay out. What anybody else gave as the reason, a guardian or
 * staff of another institution, stands as it was given, or whoever reads which of many names were taken out would learn who studies here.
 * So does the purpose of a look by consent: it is the consent's own.
 */
async function withoutOthers<
  Shown extends Pick<Look, 'role' | 'ground' | 'isOfInstitution' | 'purpose' | 'justification'>,
>(tx: Transaction, studentId: string, looks: Shown[]): Promise<Shown[]> {
  const isOfStaff = ({ role, isOfInstitution }: Pick<Look, 'role' | 'isOfInstitution'>) =>
    role !== 'STUDENT' && isOfInstitution;
  const texts = looks
    .filter(isOfStaff)
    .flatMap(({ purpose, justification }) => [purpose ?? [], justification ?? []].flat());
  const redact = await nameRedactor(tx, studentId, texts);
  const redacted = (text: string | null) => (text === null ? null : redact(text));
  return looks.map((look) =>
    isOfStaff(look)
      ? {
          ...look,
          purpose: look.ground === 'CONSENT' ? look.purpose : redacted(look.purpose),
          justification: redacted(look.justification),
        }
      : look,
  );
}
