import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { type Statement, statement, unpreparedStatement } from '@/db/statement';
import {
  containing,
  cursorInstant,
  cursorInstantSql,
  cursorText,
  decodeCursor,
  encodeCursor,
  literally,
  optional,
  pageSize,
  searchText,
} from '@/lib/list-query';

/** What stands in every file of events: in its first line or, where that names the columns, in each. */
export const trailNotice =
  'Holds education records. They may not be disclosed further without the consent of the students or of guardians who hold the rights (34 CFR 99.33), and only for the purpose they were exported for.';

export const auditOutcomes = ['ALLOWED', 'DENIED', 'FAILED'] as const;

/** PostgreSQL has no year 0. */
const day = z.iso.date().refine((text) => !text.startsWith('0000'), 'has a year that does not exist');

export const auditQuery = z.strictObject({
  /** `installation`: what concerns all institutions and names nobody, such as backups. Else the institution's own events. */
  scope: optional(z.enum(['installation'])),
  person: optional(searchText(200)),
  actorId: optional(z.guid().toLowerCase()),
  /** One action, or the beginning of several: see `isBeginning`. */
  action: optional(searchText(200)),
  objectType: optional(searchText(60)),
  objectId: optional(searchText(200)),
  purpose: optional(searchText(60)),
  /** Words of the justification: `advising -grades "letter of recommendation"`. */
  why: optional(searchText(200)),
  studentId: optional(z.guid().toLowerCase()),
  /** Part of the name of students of the institution, as they are called now. */
  student: optional(searchText(200)),
  outcome: optional(z.enum(auditOutcomes)),
  /** Days of the institution's time zone. */
  from: optional(day),
  until: optional(day),
  limit: pageSize(50, 200),
  cursor: cursorText,
});

export type AuditQuery = z.output<typeof auditQuery>;

export type AuditEntry = {
  id: string;
  occurredAt: string;
  actorId: string | null;
  actorName: string | null;
  actorRole: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN' | null;
  action: string;
  objectType: string;
  objectId: string | null;
  studentId: string | null;
  outcome: (typeof auditOutcomes)[number];
  purpose: string | null;
  justification: string | null;
  /** Where it was asked from, and in which request: what has the same was done or seen at once. Null for the product’s own doing. */
  ipAddress: string | null;
  requestId: string | null;
  details: Record<string, string | number | boolean | null>;
};

/** Which events are wanted: what the page, the API and the export have in common. */
export const auditFilter = auditQuery.omit({ limit: true, cursor: true });

export type AuditFilter = z.output<typeof auditFilter>;

/** Whom an event is about. Those of a hold or a note name the student in their details alone, since the student is not told of it. */
export function studentOf({ studentId, action, details }: AuditEntry): string | null {
  if (studentId !== null || !/^(hold|note)\./.test(action)) return studentId;
  return typeof details.student === 'string' ? details.student : null;
}

export type AuditPage = { entries: AuditEntry[]; nextCursor: string | null };

/** `session`, `session.` and `record.details.` stand for every action that begins so; `session.end` stands for itself alone. */
export const isBeginning = (action: string): boolean => !action.includes('.') || action.endsWith('.');

/** Of which there may be few among millions: an index tells where they are not, so the plan depends on the value. */
const mayBeRare = [
  'actor',
  'actors',
  'action',
  'actions',
  'type',
  'object',
  'students',
  'students-untold',
  'named',
];

/**
 * In the caller's transaction: how the trail may be read. The planner multiplies what it guesses of names, people and row security, and takes a
 * page that stands among the newest events for one that needs them all. To read all of a partition is never better than its indexes.
 */
const readBy = statement(
  'audit.read-by',
  `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', $1, true), set_config('enable_sort', $1, true)`,
);

/** The transaction below which the trail is sealed; 0, which is all of it, after a restore into a server that counts them anew. */
const sealedBelow = statement(
  'audit.sealed-below',
  `SELECT horizon FROM (SELECT horizon FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1) c
   WHERE horizon <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
);

async function readHorizon(tx: Pick<Transaction, 'rows'>): Promise<number> {
  const [sealed] = await tx.rows<{ horizon: number }>(sealedBelow);
  return sealed?.horizon ?? 0;
}

/** Above so many people of a name some of them are found soon, in whatever order the trail is read. */
const fewActors = 20;

const actorsSealed = statement(
  'audit.actors-sealed',
  'SELECT DISTINCT actor_id AS id FROM audit_actors WHERE institution_id = $1 AND actor_name ILIKE $2 LIMIT $3::int',
);
/** Few rows or, where nothing is sealed, all: the plan depends on the value. The index of the institution's rows would be read whole. */
const actorsWaiting = unpreparedStatement(
  'audit.actors-waiting',
  `SELECT DISTINCT actor_id AS id FROM audit_log
   WHERE transaction_id >= $4::bigint AND institution_id IS NOT DISTINCT FROM $1 AND actor_name ILIKE $2 AND actor_id IS NOT NULL
   LIMIT $3::int`,
);

/**
 * Who is meant by part of a name: who stands under it in the sealed trail, or in what waits to be sealed; null where that is many.
 */
async function readActors(
  tx: Pick<Transaction, 'rows'>,
  institutionId: string,
  person: string | undefined,
): Promise<string[] | null> {
  if (person === undefined) return null;
  const values = [institutionId, containing(person), fewActors + 1];
  const horizon = await readHorizon(tx);
  const sealed = await tx.rows<{ id: string }>(actorsSealed, values);
  const waiting = await tx.rows<{ id: string }>(actorsWaiting, [...values, horizon]);
  const found = new Set([...sealed, ...waiting].map(({ id }) => id));
  return found.size > fewActors ? null : [...found];
}

const actionsSealed = statement(
  'audit.actions-sealed',
  'SELECT action FROM audit_actions WHERE action LIKE $1',
);
/** Few rows or, where nothing is sealed, all: the plan depends on the value. */
const actionsWaiting = unpreparedStatement(
  'audit.actions-waiting',
  'SELECT DISTINCT action FROM audit_log WHERE transaction_id >= $2::bigint AND action LIKE $1',
);

/** Which actions are meant by the beginning of several: those of the sealed trail, and of what waits to be sealed; null where none is asked for. */
async function readActions(
  tx: Pick<Transaction, 'rows'>,
  beginning: string | undefined,
): Promise<string[] | null> {
  if (beginning === undefined || !isBeginning(beginning)) return null;
  const pattern = `${literally(beginning)}%`;
  const horizon = await readHorizon(tx);
  const sealed = await tx.rows<{ action: string }>(actionsSealed, [pattern]);
  const waiting = await tx.rows<{ action: string }>(actionsWaiting, [pattern, horizon]);
  return [...new Set([...sealed, ...waiting].map(({ action }) => action))];
}

/** Above so many students of a name some of them are found soon, in whatever order the trail is read. */
const fewStudents = 10_000;

const studentsNamed = statement(
  'audit.students-named',
  `SELECT id FROM users WHERE institution_id = $1 AND display_name ILIKE $2 AND id = coalesce($3::uuid, id) LIMIT $4::int`,
);

/** The students of an institution who are meant by part of a name, by an id, or by both; null: by neither, or more than ten thousand are. */
export async function readStudentsMeant(
  tx: Pick<Transaction, 'rows'>,
  institutionId: string,
  { studentId, student }: AuditFilter,
): Promise<string[] | null> {
  if (student === undefined) return studentId === undefined ? null : [studentId];
  const values = [institutionId, containing(student), studentId, fewStudents + 1];
  const rows = await tx.rows<{ id: string }>(studentsNamed, values);
  return rows.length > fewStudents ? null : rows.map(({ id }) => id);
}

/** SQL for the moments at which something was done to a note: it was written, changed, deleted, followed up on. */
export const noteMoments = (note: string): string =>
  `(SELECT ${note}.created_at UNION SELECT ${note}.updated_at UNION SELECT ${note}.followed_up_at
     UNION SELECT v.replaced_at FROM student_note_versions v WHERE v.note_id = ${note}.id)`;

/** When something was done to the holds on students and the notes about them, and their ids. */
type Untold = { moments: string[]; ids: string[] };

/**
 * Neither holds nor notes are told to their student, so that their events name the hold or note and not the student: those of others
 * are found by what they did. Moments as the server writes them, to the microsecond.
 */
const untoldOf = statement(
  'audit.untold-of',
  `SELECT coalesce(array_agg(m.at::text), '{}') AS moments, coalesce(array_agg(m.id::text), '{}') AS ids FROM (
     SELECT h.id, d.at FROM legal_holds h CROSS JOIN LATERAL (VALUES (h.placed_at), (h.released_at)) d(at)
     WHERE h.student_id = ANY ($1::uuid[]) AND h.institution_id = $2 AND h.student_id <> (SELECT app_user_id())
     UNION ALL
     SELECT n.id, d.at FROM enrollments e JOIN courses c ON c.id = e.course_id
     JOIN student_notes n ON n.course_id = e.course_id AND n.student_id = e.user_id CROSS JOIN LATERAL ${noteMoments('n')} d(at)
     WHERE e.user_id = ANY ($1::uuid[]) AND e.role = 'STUDENT' AND c.institution_id = $2 AND n.student_id <> (SELECT app_user_id())) m
   WHERE m.at IS NOT NULL`,
);

async function readUntold(
  tx: Pick<Transaction, 'rows'>,
  institutionId: string,
  students: string[] | null,
): Promise<Untold | null> {
  if (students === null) return null;
  const [untold] = await tx.rows<Untold>(untoldOf, [students, institutionId]);
  return untold && untold.ids.length > 0 ? untold : null;
}

const pageKeys = z.tuple([cursorInstant, z.guid().toLowerCase()]);

/** The words are looked for in what has a justification at all, which the index of such events has together. */
const justifiedBy = (words: string) =>
  `justification IS NOT NULL AND to_tsvector('english', justification) @@ websearch_to_tsquery('english', ${words})`;

/** When a day begins where the institution ($1) is. */
const startOfDay = (day: string): string =>
  `${day}::timestamp AT TIME ZONE (SELECT time_zone FROM institutions WHERE id = $1)`;

/** As row security has it. */
const ofInstallation =
  '$1::uuid IS NOT NULL AND institution_id IS NULL AND actor_id IS NULL AND student_id IS NULL';

/**
 * So many of the newest events are walked for what one or several people did: a few and, where they are met there at all often, up to many. Who is
 * met less is rare enough for the indexes that tell where somebody is not.
 */
const walks = [20_000, 500_000];
const oftenEnough = 5;

const newestFirst = 'ORDER BY occurred_at DESC, id DESC';

type Wanted = {
  page: Statement;
  /** The same among the newest events alone, as many as one more value says, for people: no index has theirs in order. */
  walk: Statement | null;
  isMaybeRare: boolean;
  values: unknown[];
};

/** What the words of a filter stand for; null: not asked for, or too many. */
type Meant = Record<'actors' | 'actions' | 'students', string[] | null> & { untold: Untold | null };

function pageStatement(
  institutionId: string,
  query: AuditQuery,
  { actors, actions, students, untold }: Meant,
): Wanted {
  const values: unknown[] = [institutionId, query.limit + 1];
  /** Of which the trail by time has its own index, and everything else. */
  const span = [query.scope ? ofInstallation : 'institution_id = $1'];
  const where: string[] = [];
  const names: string[] = query.scope ? [query.scope] : [];
  const add = (name: string, value: unknown, sql: (parameter: string) => string, to = where) => {
    if (value === undefined) return;
    to.push(sql(`$${values.push(value)}`));
    names.push(name);
  };
  add('person', query.person && containing(query.person), (p) => `actor_name ILIKE ${p}`);
  add('actors', actors ?? undefined, (p) => `actor_id = ANY (${p}::uuid[])`);
  add('actor', query.actorId, (p) => `actor_id = ${p}::uuid`);
  if (actions) add('actions', actions, (p) => `action = ANY (${p}::text[])`);
  else add('action', query.action, (p) => `action = ${p}`);
  add('type', query.objectType, (p) => `object_type = ${p}`);
  add('object', query.objectId, (p) => `object_id = ${p}`);
  add('purpose', query.purpose && containing(query.purpose), (p) => `purpose ILIKE ${p}`);
  add('why', query.why, justifiedBy);
  const orUntold = untold
    ? ` OR (occurred_at = ANY ($${values.push(untold.moments)}::timestamptz[]) AND object_id = ANY ($${values.push(untold.ids)}::text[])
        AND (action LIKE 'hold.%' OR action LIKE 'note.%'))`
    : '';
  const [only, ...others] = students ?? [];
  if (others.length === 0)
    add(untold ? 'student-untold' : 'student', only, (p) => `(student_id = ${p}::uuid${orUntold})`);
  else
    add(
      untold ? 'students-untold' : 'students',
      students,
      (p) => `(student_id = ANY (${p}::uuid[])${orUntold})`,
    );
  if (students === null) {
    // Asked of one event after the other, the newest first: to begin with the students would be to read all of theirs.
    const isOfStudent = (name: string) =>
      `(SELECT display_name ILIKE ${name} FROM users WHERE id = student_id)`;
    add('named', query.student && containing(query.student), isOfStudent);
  }
  if (query.outcome) {
    // Written out, so that the planner sees that the index of refusals has them. It is one of three words.
    where.push(`outcome = '${query.outcome}'`);
    names.push(query.outcome);
  }
  add('from', query.from, (p) => `occurred_at >= ${startOfDay(`${p}::date`)}`, span);
  add('until', query.until, (p) => `occurred_at < ${startOfDay(`(${p}::date + 1)`)}`, span);
  if (query.cursor) {
    const [at, id] = decodeCursor(pageKeys, query.cursor);
    span.push(`(occurred_at, id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
    names.push('next');
  }
  const columns = `id, occurred_at AS "occurredAt", actor_id AS "actorId", actor_name AS "actorName",
      actor_role AS "actorRole", action, object_type AS "objectType", object_id AS "objectId", student_id AS "studentId",
      outcome, purpose, justification, abbrev(ip_address) AS "ipAddress", request_id AS "requestId", details, ${cursorInstantSql('occurred_at')} AS key`;
  const name = `audit.page:${names.join('+')}`;
  const from = (trail: string, conditions: string[]) =>
    `SELECT ${columns} FROM ${trail} WHERE ${conditions.join(' AND ')} ${newestFirst} LIMIT $2::int`;
  const newest = `(SELECT * FROM audit_log WHERE ${span.join(' AND ')} ${newestFirst} LIMIT $${values.length + 1}::int) newest`;
  const isMaybeRare = names.some((part) => mayBeRare.includes(part));
  const kept = isMaybeRare ? unpreparedStatement : statement;
  return {
    page: kept(name, from('audit_log', [...span, ...where])),
    walk: query.person || query.actorId ? unpreparedStatement(`${name}:newest`, from(newest, where)) : null,
    isMaybeRare,
    values,
  };
}

/** The cursor of what happened before a moment, in UTC with microseconds. */
export const cursorBefore = (moment: string): string =>
  encodeCursor([moment, '00000000-0000-0000-0000-000000000000']);

/** The trail of an institution, or of the whole installation, newest first, by keyset pages. Row security shows it to its administrators only. */
export async function readAuditPage(
  tx: Pick<Transaction, 'rows'>,
  institutionId: string,
  query: AuditQuery,
): Promise<AuditPage> {
  const [actors, actions, students] = await Promise.all([
    readActors(tx, institutionId, query.person),
    readActions(tx, query.action),
    readStudentsMeant(tx, institutionId, query),
  ]);
  if ([actors, actions, students].some((meant) => meant?.length === 0))
    return { entries: [], nextCursor: null };
  const untold = await readUntold(tx, institutionId, students);
  const wanted = pageStatement(institutionId, query, { actors, actions, students, untold });
  const rows = await readRows(tx, wanted, query.limit);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ key: _key, ...entry }) => entry),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.key, last.id]) : null,
  };
}

type Row = AuditEntry & { key: string };

async function readRows(
  tx: Pick<Transaction, 'rows'>,
  { page, walk, isMaybeRare, values }: Wanted,
  limit: number,
): Promise<Row[]> {
  if (walk) {
    await tx.rows(readBy, ['off']);
    const near = await walkNewest(tx, walk, values, limit);
    // What the transaction reads besides is planned as ever.
    await tx.rows(readBy, ['on']);
    if (near) return near;
  } else if (isMaybeRare) await tx.rows(readBy, ['on']);
  return tx.rows<Row>(page, values);
}

/** A page and one more from the newest events; null where they do not fill it. */
async function walkNewest(
  tx: Pick<Transaction, 'rows'>,
  walk: Statement,
  values: unknown[],
  limit: number,
): Promise<Row[] | null> {
  for (const many of walks) {
    const near = await tx.rows<Row>(walk, [...values, many]);
    if (near.length > limit) return near;
    if (near.length < oftenEnough) return null;
  }
  return null;
}
