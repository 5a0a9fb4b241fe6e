import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator, asSystem, asViewer } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { type AuditEvent, appendAudit } from '@/lib/audit/append';
import { auditQuery, readAuditPage } from '@/lib/audit/query';
import { addNote, changeNote, deleteNote, finishFollowUp } from '@/lib/messages/note-mutations';
import { disclosureQuery, getDisclosures } from '@/lib/records/disclosures';
import { openHolds, placeHold, releaseHold } from '@/lib/records/retention/holds';
import { exportTrail, trailExportQuery } from './export-trail';
import { flagAnomalies } from './flag-anomalies';
import { flagsQuery, readFlags } from './flags';
import { removeView, reviewFlag, saveView } from './mutations';
import { openTrail } from './open-trail';
import { openTimeline, type TimelineEntry, timelineQuery } from './timeline';
import { readViews } from './views';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;
const person = (room: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: `${role} N`, email: null });
const admin = (room: Classroom) => person(room, room.adminId, 'ADMIN');
const teacher = (room: Classroom) => person(room, room.instructorId, 'INSTRUCTOR');
const record = (viewer: Viewer, event: Partial<AuditEvent>) =>
  asViewer(viewer, (tx) =>
    appendAudit(tx, viewer, { action: 'record.access', objectType: 'record', ...event }),
  );
const page = (viewer: Viewer, query: object) =>
  asAdministrator(viewer, (tx, institutionId) =>
    readAuditPage(tx, institutionId, auditQuery.parse(query)),
  ).then(({ entries }) => entries);
const flags = (viewer: Viewer, show: 'open' | 'all' = 'open') =>
  asAdministrator(viewer, (tx, institutionId) =>
    readFlags(tx, institutionId, flagsQuery.parse({ show })),
  ).then((answer) => answer.flags);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const judge = () => asSystem((tx) => flagAnomalies(tx, inAnHour()), db.database);

/** Sets the clock of a school, so that it is within the hour after `hour` there now. */
async function setClock({ institutionId }: Classroom, hour: number): Promise<void> {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  // The names of these zones count westwards.
  const zone = ahead < 0 ? `Etc/GMT+${-ahead}` : `Etc/GMT-${ahead}`;
  await db.owner.query('UPDATE institutions SET time_zone = $2 WHERE id = $1', [institutionId, zone]);
}

beforeAll(async () => {
  db = await testDatabase();
  north = await createClassroom(db.owner, 3);
  south = await createClassroom(db.owner, 1);
  await setClock(north, 12);
  await setClock(south, 12);
  await record(teacher(north), {
    studentId: north.studentIds[0],
    purpose: 'Academic advising',
    justification: 'The student asked for letters of recommendation.',
  });
  await record(teacher(north), { studentId: north.studentIds[1], outcome: 'DENIED' });
  await record(teacher(north), { studentId: south.studentIds[0], objectId: 'foreign' });
});
afterAll(() => db.close());

it('keeps a look at the trail of one record as a look at its history', async () => {
  const studentId = south.studentIds.at(-1) ?? '';
  const looks = async () => {
    const { rows } = await db.owner.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM audit_log WHERE action = 'audit.timeline' AND student_id = $1",
      [studentId],
    );
    return rows[0]?.n;
  };
  await record(admin(south), { studentId });
  const before = (await looks()) ?? 0;
  await openTrail(admin(south), auditQuery.parse({}));
  await openTrail(admin(south), auditQuery.parse({ studentId, action: 'hold.place' }));
  expect(await looks()).toBe(before);
  const { entries } = await openTrail(admin(south), auditQuery.parse({ studentId }));
  expect(entries[0]).toMatchObject({ action: 'record.access', studentId });
  expect(await looks()).toBe(before + 1);
});

describe('the trail', () => {
  it('is narrowed by kind of object, purpose, outcome and the words of a justification', async () => {
    for (const query of [
      { purpose: 'advising' },
      { why: 'letter "recommendation"' },
      { outcome: 'ALLOWED', why: 'asking -grades' },
    ])
      expect(await page(admin(north), query)).toMatchObject([{ studentId: north.studentIds[0] }]);
    expect(await page(admin(north), { outcome: 'DENIED' })).toMatchObject([{ outcome: 'DENIED' }]);
    expect(await page(admin(north), { objectType: 'record' })).toHaveLength(3);
    for (const query of [{ why: 'grades' }, { purpose: '%' }, { objectType: 'rec' }])
      expect(await page(admin(north), query)).toEqual([]);
    expect(await page(admin(south), { purpose: 'advising' })).toEqual([]);
  });

  it('of the whole installation is there for the administrators of each institution, and names nobody', async () => {
    const append = (event: Partial<AuditEvent>) =>
      asSystem(
        (tx) => appendAudit(tx, null, { action: 'backup.create', objectType: 'backup', ...event }),
        db.database,
      );
    await append({ objectId: 'whole' });
    await append({ objectId: 'about somebody', studentId: crypto.randomUUID() });
    const nowhere = mintViewer({
      userId: north.instructorId,
      role: 'INSTRUCTOR',
      institutionId: null,
      displayName: 'Nobody’s',
      email: null,
    });
    await record(nowhere, { objectId: 'by somebody' });
    for (const room of [north, south]) {
      const found = await page(admin(room), { scope: 'installation' });
      expect(found).toMatchObject([{ objectId: 'whole', actorId: null, studentId: null }]);
      expect(await page(admin(room), { action: 'backup.create' })).toEqual([]);
    }
    expect(await page(admin(north), { scope: 'installation', from: '2099-01-01' })).toEqual([]);
    const seen = await asViewer(teacher(north), (tx) =>
      readAuditPage(tx, north.institutionId, auditQuery.parse({ scope: 'installation' })),
    );
    expect(seen.entries).toEqual([]);
  });

  it('goes by the days of the institution', async () => {
    const east = await createClassroom(db.owner, 1);
    for (const [zone, hours] of [
      ['Pacific/Kiritimati', 14],
      ['Pacific/Pago_Pago', -11],
    ] as const) {
      await db.owner.query('UPDATE institutions SET time_zone = $2 WHERE id = $1', [
        east.institutionId,
        zone,
      ]);
      await record(teacher(east), { objectId: zone });
      const day = (away: number) =>
        new Date(Date.now() + (hours + 24 * away) * 3_600_000).toISOString().slice(0, 10);
      for (const [query, isFound] of [
        [{ from: day(0), until: day(0) }, true],
        [{ from: day(1) }, false],
        [{ until: day(-1) }, false],
      ] as const) {
        const found = await page(admin(east), { ...query, objectId: zone });
        expect(found.length, `${zone} ${JSON.stringify(query)}`).toBe(isFound ? 1 : 0);
      }
    }
  });

  it('finds the few with a reason among many by an index of their own', async () => {
    const { rows } = await db.owner.query(
      `SELECT count(*)::int AS n FROM pg_indexes WHERE indexname LIKE 'audit_log%_reason_idx'`,
    );
    const partitions = await db.owner.query(
      `SELECT count(*)::int AS n FROM pg_inherits WHERE inhparent = 'audit_log'::regclass`,
    );
    expect(rows).toEqual(partitions.rows);
  });

  it('is taken away whole, by administrators, and says so before the first line leaves', async () => {
    const parts = await exportTrail(admin(north), trailExportQuery.parse({ objectType: 'record' }));
    expect(await page(admin(north), { action: 'audit.download' })).toMatchObject([
      { actorName: 'ADMIN N', details: { format: 'ndjson', objectType: 'record' } },
    ]);
    const lines = (await textOf(parts))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ filter: { objectType: 'record' } });
    expect(lines.slice(1).map(({ objectId }) => objectId)).toEqual(['foreign', null, null]);
    const nameOf = async (id = '') =>
      (await db.owner.query('SELECT display_name AS name FROM users WHERE id = $1', [id])).rows[0]?.name;
    expect(lines.slice(1).map(({ studentName }) => studentName)).toEqual([
      null,
      await nameOf(north.studentIds[1]),
      await nameOf(north.studentIds[0]),
    ]);
    const csv = await textOf(await exportTrail(admin(north), trailExportQuery.parse({ format: 'csv' })));
    const [header = '', ...events] = csv.trimEnd().split('\r\n');
    expect(header).toMatch(/^time_utc,event,who,.*,student_id,student,.*,redisclosure_notice$/);
    expect(events.every((line) => line.includes('34 CFR 99.33'))).toBe(true);
    expect(csv).not.toContain(south.institutionId);
    const slow = await exportTrail(admin(north), trailExportQuery.parse({}));
    await slow.next();
    await db.owner.query('UPDATE users SET disabled_at = now() WHERE id = $1', [north.adminId]);
    await expect(slow.next()).rejects.toMatchObject({ kind: 'not-found' });
    await db.owner.query('UPDATE users SET disabled_at = NULL WHERE id = $1', [north.adminId]);
    for (const viewer of [teacher(north), person(north, north.studentIds[0] ?? '', 'STUDENT')])
      await expect(exportTrail(viewer, trailExportQuery.parse({}))).rejects.toMatchObject({
        kind: 'not-found',
      });
  });
});

describe('the timeline of a record', () => {
  const timeline = (viewer: Viewer, studentId = '') =>
    openTimeline(viewer, studentId, timelineQuery.parse({}));

  it('has what happened to it and nothing else, for its own institution', async () => {
    const { summary, entries } = await timeline(admin(north), north.studentIds[1]);
    expect(summary).toMatchObject({ events: 1, people: 1, refused: 1, first: summary.last });
    expect(entries).toMatchObject([{ outcome: 'DENIED', studentId: north.studentIds[1] }]);
    expect(await timeline(admin(north), north.studentIds[2])).toMatchObject({
      summary: { events: 0, first: null },
      entries: [],
    });
    for (const stranger of [south.studentIds[0], north.instructorId, crypto.randomUUID()])
      await expect(timeline(admin(north), stranger)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(timeline(teacher(north), north.studentIds[1])).rejects.toMatchObject({ kind: 'not-found' });
    expect(await timeline(admin(north), north.studentIds[2])).toMatchObject({
      summary: { events: 1 },
      entries: [{ action: 'audit.timeline', actorName: 'ADMIN N', studentId: north.studentIds[2] }],
    });
  });

  it('has every look that the student is told of, page by page, and what the student did besides', async () => {
    const [studentId = ''] = north.studentIds;
    const own = person(north, studentId, 'STUDENT');
    const others = { ...north, institutionId: south.institutionId };
    const look = (viewer: Viewer, event: Partial<AuditEvent>) =>
      record(viewer, { action: 'class.view', objectType: 'course', objectId: north.courseId, ...event });
    for (let n = 0; n < 3; n++) {
      await look(teacher(north), {});
      await record(admin(north), { action: 'student.view', studentId });
    }
    await look(teacher(north), { action: 'class.refused', outcome: 'DENIED' });
    await look(teacher(north), { objectId: south.courseId });
    await record(own, { action: 'enrollment.create', studentId });
    const { items } = await getDisclosures(own, disclosureQuery.parse({}));
    const seen: TimelineEntry[] = [];
    let cursor: string | undefined;
    let events = 0;
    do {
      const page = await openTimeline(admin(north), studentId, timelineQuery.parse({ limit: 2, cursor }));
      events ||= page.summary.events;
      seen.push(...page.entries);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const byOthers = seen.filter(({ actorId }) => actorId !== studentId).map(({ id }) => id);
    expect(byOthers.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
    expect(items.filter(({ course }) => course !== null)).toHaveLength(3);
    expect(seen.filter(({ course }) => course !== null)).toHaveLength(3);
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([events, events]);
    await expect(timeline(admin(others), studentId)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

async function textOf(parts: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

describe('what is remarkable', () => {
  it('is flagged once, in the institution it happened in, and is in the trail', async () => {
    expect(await judge()).toBe(1);
    expect(await judge()).toBe(0);
    expect(await flags(admin(north))).toMatchObject([
      { rule: 'no-teaching-relation', counted: 1, actorId: north.instructorId, review: null },
    ]);
    expect(await flags(admin(south))).toEqual([]);
    expect(await page(admin(north), { action: 'audit.flag' })).toHaveLength(1);
  });

  it('is reading many records, being refused often and an emergency', async () => {
    const looks = ['record.access', 'student.rights.view', 'audit.timeline', 'record.export'];
    for (const n of Array.from({ length: 31 }).keys())
      await record(admin(south), { studentId: crypto.randomUUID(), action: looks[n % 4] });
    for (let n = 0; n < 10; n++) await record(admin(south), { action: 'record.lookup' });
    for (let n = 0; n < 10; n++) await record(admin(south), { outcome: 'DENIED' });
    await record(admin(south), { studentId: south.studentIds[0], details: { ground: 'EMERGENCY' } });
    await judge();
    const found = await flags(admin(south));
    expect(found.map(({ rule, counted }) => [rule, counted])).toEqual(
      expect.arrayContaining([
        ['bulk-reading', 32],
        ['number-lookups', 10],
        ['refusals', 10],
        ['emergency-access', 1],
      ]),
    );
  });

  it('is flagged while its hour goes on, once, with what was counted by then', async () => {
    const here = await createClassroom(db.owner, 1);
    await setClock(here, 12);
    const look = () => record(admin(here), { studentId: crypto.randomUUID() });
    const judgeNow = () =>
      asSystem((tx) => flagAnomalies(tx, new Date(Date.now() + 1).toISOString()), db.database);
    for (let n = 0; n < 29; n++) await look();
    expect(await judgeNow()).toBe(0);
    await look();
    expect(await judgeNow()).toBe(1);
    await look();
    expect(await judgeNow()).toBe(0);
    expect(await flags(admin(here))).toMatchObject([{ rule: 'bulk-reading', counted: 30 }]);
  });

  it('is a student who tries doors, and nobody who is not signed in', async () => {
    const [studentId = ''] = south.studentIds;
    const refused = { action: 'access.refused', outcome: 'DENIED' } as const;
    for (let n = 0; n < 10; n++) {
      await record(person(south, studentId, 'STUDENT'), refused);
      // Where another site led the browser, the person tried nothing.
      await record(person(south, studentId, 'STUDENT'), {
        ...refused,
        details: { reason: 'from another site' },
      });
      const event = { ...refused, objectType: 'user', institutionId: south.institutionId };
      await asSystem((tx) => appendAudit(tx, null, event), db.database);
    }
    await judge();
    const byStudents = (await flags(admin(south))).filter(({ actorId }) => actorId === studentId);
    expect(byStudents).toMatchObject([{ rule: 'refusals', counted: 10 }]);
  });

  it('is opening class lists at night, each counted once', async () => {
    const west = await createClassroom(db.owner, 1);
    await setClock(west, 0);
    for (const objectId of ['a', 'b', 'c', 'd', 'd'])
      await record(admin(west), {
        action: objectId === 'c' ? 'class.risk.view' : 'class.view',
        objectType: 'course',
        objectId,
      });
    await judge();
    expect(await flags(admin(west))).toEqual([]);
    await record(admin(west), { action: 'class.view', objectType: 'course', objectId: 'e' });
    await judge();
    expect(await flags(admin(west))).toMatchObject([{ rule: 'out-of-hours', counted: 5 }]);
  });

  it('is taking files away, of whatever kind, and page by page it is all shown', async () => {
    const east = await createClassroom(db.owner, 1);
    await setClock(east, 12);
    const files = ['class.export', 'record.export', 'audit.download'];
    for (let n = 0; n < 4; n++) await record(admin(east), { action: files[n % 3] });
    await record(admin(east), { action: 'record.export', outcome: 'DENIED' });
    await judge();
    expect(await flags(admin(east))).toEqual([]);
    await record(admin(east), { action: 'class.export' });
    const lists = Array.from({ length: 30 }, () => crypto.randomUUID());
    for (const studentId of lists) await record(admin(east), { action: 'student.view', studentId });
    await record(teacher(east), { studentId: south.studentIds[0] });
    expect(await judge()).toBe(3);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = flagsQuery.parse({ limit: 2, cursor });
      const found = await asAdministrator(admin(east), (tx, institutionId) =>
        readFlags(tx, institutionId, query),
      );
      expect(found.flags.length).toBeLessThanOrEqual(2);
      seen.push(...found.flags.map(({ rule, counted }) => `${rule} ${counted}`));
      cursor = found.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.sort()).toEqual(['bulk-export 5', 'bulk-reading 30', 'no-teaching-relation 1']);
  });

  it('is looked into by somebody else, who signs; another look is another signature', async () => {
    const [flag] = await flags(admin(north));
    const review = {
      flagId: String(flag?.id),
      verdict: 'EXPLAINED',
      note: 'Moved here from the other school.',
    };
    for (const viewer of [teacher(north), admin(south), person(south, south.instructorId, 'INSTRUCTOR')])
      await expect(reviewFlag(viewer, review)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(reviewFlag(admin(north), { ...review, note: 'ok' })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await reviewFlag(admin(north), review);
    expect(await flags(admin(north))).toEqual([]);
    await reviewFlag(admin(north), {
      ...review,
      verdict: 'CONCERN',
      note: 'They had left that school in May.',
    });
    expect(await flags(admin(north), 'all')).toMatchObject([
      { review: { verdict: 'CONCERN', reviewer: 'ADMIN N' } },
    ]);
    expect(await page(admin(north), { action: 'audit.review' })).toHaveLength(2);
  });

  it('is not signed by the person it is about, nor in another name, nor changed afterwards', async () => {
    const own = (await flags(admin(south))).find(({ actorId }) => actorId === south.adminId);
    const review = { flagId: own?.id, verdict: 'EXPLAINED', note: 'I know what I was doing.' };
    await expect(reviewFlag(admin(south), review)).rejects.toMatchObject({ kind: 'forbidden' });
    const forge = (sql: string, values: unknown[]) =>
      asViewer(admin(south), (tx) => tx.rows({ name: '', text: sql }, values));
    const insert = `INSERT INTO audit_flag_reviews (institution_id, flag_id, verdict, note, reviewer_id, reviewer_name)
      VALUES ($1, $2, 'EXPLAINED', 'all in order here', $3, 'x')`;
    for (const values of [
      [south.institutionId, own?.id, south.adminId],
      [south.institutionId, own?.id, north.adminId],
    ])
      await expect(forge(insert, values)).rejects.toMatchObject({ code: '42501' });
    for (const sql of [
      'UPDATE audit_flags SET counted = 0',
      'DELETE FROM audit_flag_reviews',
      'DELETE FROM audit_flags',
    ])
      await expect(forge(sql, [])).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a view of the trail', () => {
  it('is kept under a name by one person, for that person', async () => {
    const other = person(north, north.instructorId, 'ADMIN');
    await saveView(admin(north), { name: 'Refusals', filter: { outcome: 'DENIED', action: '' } });
    const own = () => asViewer(admin(north), (tx) => readViews(tx, north.adminId));
    const [view] = await own();
    expect(view).toMatchObject({ name: 'Refusals', search: '?outcome=DENIED' });
    expect(await asViewer(other, (tx) => readViews(tx, north.adminId))).toEqual([]);
    await expect(saveView(admin(north), { name: 'Refusals', filter: {} })).rejects.toMatchObject({
      kind: 'conflict',
    });
    for (const filter of [{ outcome: 'ANY' }, { cursor: 'x' }, { shown: 1 }])
      await expect(saveView(admin(north), { name: 'x', filter })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(saveView(teacher(north), { name: 'x', filter: {} })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(removeView(other, { id: view?.id })).rejects.toMatchObject({ kind: 'not-found' });
    await removeView(admin(north), { id: view?.id });
    expect(await own()).toEqual([]);
  });
});

it('has holds on a student in the history of the record and in the trail of that student, for others than the student', async () => {
  const studentId = north.studentIds.at(-1) ?? '';
  const reason = 'a case that is pending in court';
  await placeHold(admin(north), { studentId, reason });
  const [hold] = await openHolds(admin(north));
  await releaseHold(admin(north), { id: hold?.id, reason: 'the case is closed now' });
  const [opened] = await page(admin(north), { action: 'record.holds.view' });
  expect(opened?.details, 'not how many, among whom the viewer may be').toEqual({});
  const history = async (viewer: Viewer) => {
    const { entries, summary } = await openTimeline(viewer, studentId, timelineQuery.parse({ limit: 200 }));
    expect(summary.events).toBe(entries.length);
    return entries
      .filter(({ action }) => action.startsWith('hold.'))
      .map((one) => [one.action, one.justification]);
  };
  expect(await history(admin(north))).toEqual([
    ['hold.release', 'the case is closed now'],
    ['hold.place', reason],
  ]);
  expect(await history(person(north, studentId, 'ADMIN'))).toEqual([]);
  const trail = (viewer: Viewer, more: object = {}) => page(viewer, { studentId, ...more });
  const actions = (await trail(admin(north))).map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith('hold.'))).toEqual(['hold.release', 'hold.place']);
  expect(await trail(admin(north), { action: 'hold.place' })).toMatchObject([{ justification: reason }]);
  expect(await trail(person(north, studentId, 'ADMIN'), { action: 'hold' })).toEqual([]);
  for (const narrowed of [
    {},
    { action: 'hold.' },
    { why: 'court' },
    { objectType: 'legal hold' },
    { objectId: hold?.id },
  ])
    expect(JSON.stringify(await page(person(north, studentId, 'ADMIN'), narrowed))).not.toContain(hold?.id);
  expect(await trail(admin(south), { action: 'hold' })).toEqual([]);
  expect(await page(admin(north), { studentId: north.studentIds[0], action: 'hold' })).toEqual([]);
  const others = { student: 'student', action: 'hold.place' };
  expect(await page(admin(north), others), 'by the name of several').toMatchObject([
    { justification: reason },
  ]);
});

it('has notes about a student in the history of the record and in the trail of that student, for others than the student', async () => {
  const studentId = north.studentIds.at(-1) ?? '';
  const { courseId } = north;
  const id = randomUUID();
  await addNote(teacher(north), {
    id,
    courseId,
    studentId,
    body: 'Talked about it.',
    followUpOn: '2099-01-01',
  });
  await changeNote(teacher(north), { id, version: 1, body: 'Talked again.', followUpOn: '2099-01-01' });
  await finishFollowUp(teacher(north), { id });
  await deleteNote(teacher(north), { id });
  const actions = ['note.delete', 'note.follow-up', 'note.change', 'note.add'];
  const of = (entries: readonly { action: string }[]) =>
    entries.map(({ action }) => action).filter((action) => action.startsWith('note.'));
  const history = async (viewer: Viewer) => {
    const { entries, summary } = await openTimeline(viewer, studentId, timelineQuery.parse({ limit: 200 }));
    expect(summary.events).toBe(entries.length);
    return of(entries);
  };
  expect(await history(admin(north))).toEqual(actions);
  expect(await history(person(north, studentId, 'ADMIN'))).toEqual([]);
  expect(of(await page(admin(north), { studentId }))).toEqual(actions);
  expect(of(await page(admin(north), { student: 'student' })), 'by the name of several').toEqual(actions);
  expect(await page(person(north, studentId, 'ADMIN'), { studentId, action: 'note' })).toEqual([]);
  for (const narrowed of [{}, { action: 'note.' }, { objectType: 'note' }, { objectId: id }])
    expect(JSON.stringify(await page(person(north, studentId, 'ADMIN'), narrowed))).not.toContain(id);
  expect(await page(admin(south), { studentId, action: 'note' })).toEqual([]);
  expect(await page(admin(north), { studentId: north.studentIds[0], action: 'note' })).toEqual([]);
  const opened = await openTrail(admin(north), auditQuery.parse({ studentId, action: 'note.delete' }));
  expect(opened.names[studentId]).toEqual(expect.stringMatching(/./));
});

it('says by name whose account an event is about, staff too, and of nobody elsewhere', async () => {
  const accounts = [north.instructorId, south.instructorId, 'no account at all'];
  for (const objectId of accounts)
    await record(admin(north), { action: 'user.password', objectType: 'user', objectId });
  const { entries, names } = await openTrail(admin(north), auditQuery.parse({ action: 'user.password' }));
  expect(entries.map(({ objectId }) => objectId)).toEqual(expect.arrayContaining(accounts));
  expect(Object.keys(names).filter((id) => accounts.includes(id))).toEqual([north.instructorId]);
});

it('tells a student that events about the own record were taken away as a file', async () => {
  const studentId = south.studentIds[0] ?? '';
  const told = async (student: string) => {
    const { rows } = await db.owner.query(
      "SELECT actor_name FROM audit_log WHERE action = 'audit.download' AND student_id = $1",
      [student],
    );
    return rows.length;
  };
  await record(admin(south), { studentId });
  const takes = async (viewer: Viewer, student: string) => {
    await textOf(await exportTrail(viewer, trailExportQuery.parse({ studentId: student })));
    return told(student);
  };
  expect(await takes(admin(south), studentId)).toBe(1);
  expect(await takes(admin(south), north.studentIds[2] ?? ''), 'a student elsewhere').toBe(0);
});

it('finds events by the name of their students, and tells each of them that somebody looked', async () => {
  const [first = '', second = '', third = ''] = north.studentIds;
  await db.owner.query(
    "UPDATE users SET display_name = CASE id WHEN $1 THEN 'Quimby, Ada' WHEN $2 THEN 'Quimby, Bo' ELSE 'Roe, Cy' END WHERE id = ANY ($3)",
    [first, second, north.studentIds],
  );
  await db.owner.query("UPDATE users SET display_name = 'Quimby, Di' WHERE id = $1", [south.studentIds[0]]);
  for (const studentId of [first, second, third]) await record(teacher(north), { studentId });
  const looks = async () => {
    const { rows } = await db.owner.query<{ id: string; n: number }>(
      `SELECT student_id AS id, count(*)::int AS n FROM audit_log
       WHERE action = 'audit.timeline' AND student_id = ANY ($1) GROUP BY 1`,
      [[...north.studentIds, south.studentIds[0]]],
    );
    return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
  };
  const grown = async (run: () => Promise<unknown>) => {
    const before = await looks();
    await run();
    const after = await looks();
    return [...north.studentIds, south.studentIds[0] ?? ''].map((id) => (after[id] ?? 0) - (before[id] ?? 0));
  };
  const { entries } = await openTrail(
    admin(north),
    auditQuery.parse({ student: 'quimby', outcome: 'ALLOWED' }),
  );
  expect(new Set(entries.map(({ studentId }) => studentId))).toEqual(new Set([first, second]));
  const ask = (query: object) => () => openTrail(admin(north), auditQuery.parse(query));
  expect(await grown(ask({ student: 'quimby' }))).toEqual([1, 1, 0, 0]);
  expect(await grown(ask({ student: 'quimby', studentId: second }))).toEqual([0, 1, 0, 0]);
  expect(await grown(ask({ student: 'quimby', studentId: third }))).toEqual([0, 0, 0, 0]);
  expect(await grown(ask({ student: 'nobody of this name' }))).toEqual([0, 0, 0, 0]);
  const take = (query: object) => async () =>
    textOf(await exportTrail(admin(north), trailExportQuery.parse(query)));
  expect(await grown(take({ student: 'quimby' }))).toEqual([1, 1, 0, 0]);
  expect(await grown(take({ student: 'quimby', action: 'never.done' }))).toEqual([0, 0, 0, 0]);
  await record(teacher(north), { studentId: first, objectId: first });
  await record(teacher(north), { studentId: second, objectId: 'a thing of one student' });
  for (const studentId of [first, second]) await record(teacher(north), { studentId, objectId: 'a class' });
  await record(person(north, third, 'STUDENT'), { studentId: third });
  for (const look of [ask, take]) {
    expect(await grown(look({ objectId: first }))).toEqual([1, 0, 0, 0]);
    expect(await grown(look({ objectId: 'a thing of one student' }))).toEqual([0, 1, 0, 0]);
    expect(await grown(look({ objectId: 'a class' }))).toEqual([0, 0, 0, 0]);
    expect(await grown(look({ objectId: first, student: 'q' })), 'narrowed further').toEqual([1, 0, 0, 0]);
    expect(await grown(look({ actorId: third }))).toEqual([0, 0, 1, 0]);
    expect(await grown(look({ actorId: north.instructorId }))).toEqual([0, 0, 0, 0]);
    expect(await grown(look({}))).toEqual([0, 0, 0, 0]);
  }
});
