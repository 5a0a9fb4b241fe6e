import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator, asSystem, asViewer } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { type AuditEvent, appendAuditAt } from '@/lib/audit/append';
import {
  type AuditEntry,
  type AuditFilter,
  auditFilter,
  auditQuery,
  isBeginning,
  readAuditPage,
} from '@/lib/audit/query';
import { sealBatch } from '@/lib/audit/seal/seal';
import { pageQuery } from '@/lib/page-query';
import { exportTrail, trailExportQuery } from './export-trail';
import { removeView, saveView } from './mutations';
import { readViews } from './views';

let db: TestDatabase;
let room: Classroom;
/** Every event that was made for this, newest first, as the trail keeps it. */
let all: AuditEntry[];

const names = ['Ada Quill', 'Bo 100%_Sure', 'ada lower'];
const actions = ['session.end', 'session.end-all', 'record.access', 'record.details.view'];
const objectTypes = ['user', 'education record'];
const purposes = ['Academic advising', 'Financial aid', '100% of it'];
/** Each with words that are asked for, and whether they are in it as an English reader would say. */
const reasons = ['A letter of recommendation was asked for.', 'Grades of the spring term.', 'Letters lost.'];
const asked: Record<string, readonly boolean[]> = {
  letter: [true, false, true],
  'letters -lost': [true, false, false],
  '"spring term"': [false, true, false],
  'grade or lost': [false, true, true],
};
const days = ['2025-01-10', '2025-01-11', '2025-01-12'];
const ids = Array.from({ length: 3 }, () => crypto.randomUUID());

/** Of those who are at the institution; the last of them is not. */
const studentNames = ['Quill, Ada', 'Åse 100%', null];

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyFilter = fc
  .record({
    person: maybe(['ada', 'Quill', '%', '_Sure', 'nobody']),
    actorId: maybe(ids),
    action: maybe([...actions, 'session', 'session.', 'record.', 'record.details', 'never.done']),
    objectType: maybe([...objectTypes, 'edu']),
    objectId: maybe(['a', 'b']),
    purpose: maybe(['advising', 'FINANCIAL', '%']),
    why: maybe(Object.keys(asked)),
    studentId: maybe(ids),
    student: maybe(['ada', 'quill', '%', 'åse', 'somebody', 'nobody']),
    outcome: maybe(['ALLOWED', 'DENIED', 'FAILED'] as const),
    from: maybe(days),
    until: maybe(days),
  })
  // As an address has it: what is not asked for is not there.
  .map((filter) => auditFilter.parse(JSON.parse(JSON.stringify(filter))));

const contains = (text: string | null, part: string) =>
  (text ?? '').toLowerCase().includes(part.toLowerCase());

/** What a filter means, said once more in another language. */
const means: { [Name in keyof Required<AuditFilter>]: (event: AuditEntry, value: string) => boolean } = {
  scope: () => false,
  person: ({ actorName }, value) => contains(actorName, value),
  actorId: ({ actorId }, value) => actorId === value,
  action: ({ action }, value) => (isBeginning(value) ? action.startsWith(value) : action === value),
  objectType: ({ objectType }, value) => objectType === value,
  objectId: ({ objectId }, value) => objectId === value,
  purpose: ({ purpose }, value) => contains(purpose, value),
  why: ({ justification }, value) => asked[value]?.[reasons.indexOf(justification ?? '')] === true,
  studentId: ({ studentId }, value) => studentId === value,
  student: ({ studentId }, value) => contains(studentNames[ids.indexOf(studentId ?? '')] ?? null, value),
  outcome: ({ outcome }, value) => outcome === value,
  from: ({ occurredAt }, value) => occurredAt >= `${value}T00:00:00.000Z`,
  until: ({ occurredAt }, value) => occurredAt.slice(0, 10) <= value,
};
const filterNames = Object.keys(means) as (keyof AuditFilter)[];
const meant = (filter: AuditFilter) =>
  all.filter((event) =>
    filterNames.every((name) => {
      const value = filter[name];
      return value === undefined || means[name](event, value);
    }),
  );

const pick = <T>(values: readonly T[], n: number): T | undefined => values[n % (values.length + 1)];
const admin = () =>
  mintViewer({
    userId: room.adminId,
    role: 'ADMIN',
    institutionId: room.institutionId,
    displayName: 'The administrator',
    email: null,
  });

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  await db.owner.query(
    `CREATE TABLE audit_log_2025_01 PARTITION OF audit_log FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2025-02-01 00:00:00+00');
     SELECT guard_audit_partition('audit_log_2025_01')`,
  );
  await db.owner.query(
    `INSERT INTO users (id, email, role, institution_id, display_name)
     SELECT p.id, p.id || '@x.test', 'STUDENT'::educational_role_enum, $1::uuid, p.name FROM unnest($2::uuid[], $3::text[]) p(id, name) WHERE p.name IS NOT NULL
     UNION ALL SELECT n.id, n.id || '@x.test', 'STUDENT'::educational_role_enum, $1::uuid, 'One of thousands at 100%'
     FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 10000)) n`,
    [room.institutionId, ids, studentNames],
  );
  const moments = Array.from({ length: 240 }, (_, n) => {
    const event: AuditEvent = {
      action: actions[n % 4] ?? '',
      objectType: objectTypes[n % 2] ?? '',
      objectId: pick(['a', 'b'], n >> 1),
      studentId: pick(ids, n >> 2),
      outcome: (['ALLOWED', 'ALLOWED', 'DENIED', 'FAILED'] as const)[(n >> 3) % 4],
      purpose: pick(purposes, n >> 1),
      justification: pick(reasons, n >> 2),
    };
    const [userId = '', displayName = ''] = [ids[n % 3], names[(n >> 1) % 3]];
    const actor = { userId, displayName, role: 'INSTRUCTOR' as const, institutionId: room.institutionId };
    // Several share a moment, so that pages end in the middle of one.
    return { actor, event, occurredAt: `${days[n % 3]}T12:${String(n % 7).padStart(2, '0')}:00.000000Z` };
  });
  await asSystem(async (tx) => appendAuditAt(tx, moments), db.database);
  await db.owner.query('ANALYZE audit_log');
  all = await everyPage({ from: '2025-01-01', until: '2025-01-31' }, 200);
  expect(all).toHaveLength(moments.length);
});
afterAll(() => db.close());

async function everyPage(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = auditQuery.parse({ ...filter, limit, ...(cursor && { cursor }) });
    const page = await asAdministrator(admin(), (tx, institutionId) =>
      readAuditPage(tx, institutionId, query),
    );
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    entries.push(...page.entries);
    cursor = page.nextCursor;
  }
  return entries;
}

/** Without what looking has added since. */
const ours = (entries: { id: string }[]) => {
  const known = new Set(all.map(({ id }) => id));
  return entries.map(({ id }) => id).filter((id) => known.has(id));
};
const idsOf = (entries: AuditEntry[]) => entries.map(({ id }) => id);

const holdsForEvery = (filters: fc.Arbitrary<AuditFilter>, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(filters, fc.integer({ min: 1, max: 200 }), async (filter, limit) => {
      expect(ours(await everyPage(filter, limit < 20 ? 20 : limit))).toEqual(idsOf(meant(filter)));
    }),
    { numRuns },
  );

it('every combination of filters shows exactly what it means, newest first, page by page', () =>
  holdsForEvery(anyFilter, 150));

it('people are found by name once they are sealed too; a name that nobody could have holds the sealer up in vain', async () => {
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await db.owner.query(
    `INSERT INTO audit_log (action, object_type, actor_id, actor_name, institution_id)
     VALUES ('session.end', 'user', gen_random_uuid(), (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 500) n), $1)`,
    [room.institutionId],
  );
  const open =
    'SELECT 1 FROM audit_log a WHERE NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)';
  // Other tests' open transactions on the same server can hold the sealer back for a while.
  for (let tries = 0; tries < 600 && (await db.owner.query(open)).rows.length > 0; tries += 1) {
    await asSystem((tx) => sealBatch(tx), db.database);
    await sleep(50);
  }
  expect((await db.owner.query(open)).rows).toEqual([]);
  const byName = anyFilter.filter(({ person }) => person !== undefined);
  await holdsForEvery(byName, 60);
  const counted = await db.owner.query(
    'SELECT count(*)::int AS n FROM audit_actors WHERE institution_id = $1',
    [room.institutionId],
  );
  expect(counted.rows[0].n).toBeGreaterThanOrEqual(names.length * 2 + 1);
});

it.each(filterNames.filter((name) => name !== 'scope'))(
  '%s alone leaves something out, and something in',
  (name) => {
    const values: Partial<Record<keyof AuditFilter, string>> = {
      ...{
        person: 'quill',
        actorId: ids[0],
        action: 'session.end',
        objectType: 'user',
        objectId: 'a',
        purpose: 'aid',
      },
      ...{
        why: 'letter',
        studentId: ids[1],
        student: 'quill',
        outcome: 'FAILED',
        from: days[1],
        until: days[1],
      },
    };
    const found = meant(auditFilter.parse({ [name]: values[name] }));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  },
);

it('an action is itself alone; an area, and what ends in a dot, is all that begins so', async () => {
  const actionsOf = async (action: string) =>
    [...new Set((await everyPage({ action, until: '2025-01-31' }, 200)).map((entry) => entry.action))].sort();
  expect(await actionsOf('session.end')).toEqual(['session.end']);
  expect(await actionsOf('session.')).toEqual(['session.end', 'session.end-all']);
  expect(await actionsOf('record')).toEqual(['record.access', 'record.details.view']);
  expect(await actionsOf('record.details')).toEqual([]);
});

it('a file holds what the page shows, in either form, and a view that was kept opens the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      const expected = idsOf(meant(filter));
      const [head = '', ...lines] = (await textOf('ndjson', filter)).trimEnd().split('\n');
      expect(JSON.parse(head)).toMatchObject({ filter });
      expect(ours(lines.map((line) => JSON.parse(line)))).toEqual(expected);
      const rows = (await textOf('csv', filter)).trimEnd().split('\r\n').slice(1);
      expect(ours(rows.map((row) => ({ id: row.split(',')[1] ?? '' })))).toEqual(expected);
      await saveView(admin(), { name: 'kept', filter });
      const [view] = await asViewer(admin(), (tx) => readViews(tx, room.adminId));
      await removeView(admin(), { id: view?.id });
      const { query, ignored } = pageQuery(auditQuery, Object.fromEntries(new URLSearchParams(view?.search)));
      const { limit: _limit, cursor: _cursor, ...reopened } = query;
      expect([auditFilter.parse(reopened), ignored]).toEqual([filter, []]);
    }),
    { numRuns: 25 },
  );
});

async function textOf(format: 'csv' | 'ndjson', filter: AuditFilter): Promise<string> {
  let text = '';
  for await (const part of await exportTrail(admin(), trailExportQuery.parse({ ...filter, format })))
    text += part;
  return text;
}
