import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { getNotifications, getUnreadCount } from './centre';
import { tellCompletions } from './completions';
import { markAllRead, markRead, savePreferences } from './mutations';
import { getPreferences } from './preferences';
import { pruneNotifications } from './prune';
import { tellPaused } from './reminders';
import { centreQuery, type PreferencesInput } from './schema';
import { tell } from './tell';
import type { Teller } from './tell-all';
import { tellWeeklySummaries } from './weekly-summaries';

let db: TestDatabase;
let room: Classroom;
const person = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: 'x', email: null });
const student = (n = 0) => person(room.studentIds[n] ?? '', 'STUDENT');
const page = (viewer: Viewer, query: Record<string, unknown> = {}) =>
  getNotifications(viewer, centreQuery.parse(query));
const tellAt = (teller: Teller, at: string) => asSystem((tx) => teller(tx, new Date(at)), db.database);
const choices = (change: Partial<PreferencesInput['kinds'][number]> = {}): PreferencesInput => ({
  kinds: [{ kind: 'REMINDER', inApp: true, email: 'NEVER', ...change }],
  quiet: { from: '22:00', until: '07:00' },
});
const set = (change: string, n = 0) =>
  db.owner.query(`UPDATE enrollments SET ${change} WHERE user_id = $1`, [room.studentIds[n]]);

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  room = await createClassroom(db.owner, 2);
});

describe('the centre', () => {
  const tellMany = (count: number) =>
    asSystem(
      (tx) =>
        tell(
          tx,
          'MESSAGE',
          Array.from({ length: count }, (_, n) => ({
            userId: student().userId,
            courseId: room.courseId,
            title: `number ${n}`,
            body: 'x',
            href: '/',
            subjectKey: String(n),
          })),
          new Date(),
        ),
      db.database,
    );

  it('shows everything once, newest first, page by page, also when all came at one moment', async () => {
    await tellMany(45);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { notifications, nextCursor } = await page(student(), { ...(cursor && { cursor }) });
      seen.push(...notifications.map(({ title }) => title));
      cursor = nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(45);
    expect(new Set(seen).size).toBe(45);
    expect((await page(student(1))).notifications).toEqual([]);
  });

  it('counts what is unread, up to a hundred, and marks one or all of the own as read', async () => {
    await tellMany(120);
    expect(await getUnreadCount(student())).toBe(100);
    const [first] = (await page(student())).notifications;
    expect(await markRead(student(1), { id: first?.id })).toBe(0);
    expect(await markRead(student(), { id: first?.id })).toBe(1);
    expect(await markRead(student(), { id: first?.id })).toBe(0);
    expect(await markAllRead(student())).toBe(119);
    expect(await markAllRead(student())).toBe(0);
    const { rows } = await db.owner.query(
      `SELECT action, object_id, details->>'marked' AS marked FROM audit_log
       WHERE actor_id = $1 AND action LIKE 'notifications.read%' ORDER BY occurred_at`,
      [student().userId],
    );
    expect(rows).toEqual([
      { action: 'notifications.read', object_id: first?.id, marked: null },
      { action: 'notifications.read-all', object_id: null, marked: '119' },
    ]);
    expect(await getUnreadCount(student())).toBe(0);
    expect((await page(student(), { show: 'unread' })).notifications).toEqual([]);
    await expect(markAllRead(null)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('forgets after a year', async () => {
    await tellMany(3);
    await db.owner.query(
      "UPDATE notifications SET created_at = now() - interval '366 days' WHERE subject_key = '1' AND user_id = $1",
      [student().userId],
    );
    const prune = () => pruneNotifications(db.database, new AbortController().signal);
    await db.owner.query(
      `INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name) VALUES ($1, $2, 'a case', $3, 'x')`,
      [room.institutionId, student().userId, room.adminId],
    );
    expect(await prune()).toBe(0);
    await db.owner.query('UPDATE legal_holds SET released_by = placed_by, released_at = now()');
    expect(await prune()).toBe(1);
    expect((await page(student())).notifications).toHaveLength(2);
    const { rows } = await db.owner.query(
      "SELECT object_id, details ->> 'rows' AS rows FROM audit_log WHERE action = 'retention.prune'",
    );
    expect(rows).toEqual([{ object_id: 'notifications', rows: '1' }]);
  });
});

describe('what a person chose', () => {
  it('is kept, within what concerns the role, and messages always stand in the centre', async () => {
    const teacher = person(room.instructorId, 'INSTRUCTOR');
    expect((await getPreferences(teacher)).kinds.map(({ kind }) => kind)).toEqual([
      'RECORD_DECISION',
      'RECORD_OPENED',
      'CONSENT',
      'FOLLOW_UP',
    ]);
    const wanted = { kind: 'MESSAGE', inApp: false, email: 'WEEKLY' } as const;
    await savePreferences(student(), { ...choices(), kinds: [wanted] });
    const { kinds, quiet } = await getPreferences(student());
    expect(kinds).toContainEqual({ kind: 'MESSAGE', inApp: true, email: 'WEEKLY' });
    expect(quiet).toEqual({ fromMinute: 1320, untilMinute: 420 });
    await savePreferences(teacher, choices());
    const { rows } = await db.owner.query('SELECT 1 FROM notification_preferences WHERE user_id = $1', [
      teacher.userId,
    ]);
    expect(rows).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['somebody else', { ...choices(), userId: randomUUID() }],
    ['an unknown mode', { ...choices(), kinds: [{ kind: 'REMINDER', inApp: true, email: 'OFTEN' }] }],
    ['a time that does not exist', { ...choices(), quiet: { from: '24:00', until: '07:00' } }],
    ['half a time', { ...choices(), quiet: { from: '7', until: '07:00' } }],
  ])('with %s is refused in words', async (_what, raw) => {
    await expect(savePreferences(student(), raw)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('the worker tells', () => {
  it('of a completed course once, and not of one long ago', async () => {
    await set("status = 'COMPLETED', completed_at = '2026-03-10T10:00:00Z'");
    await set("status = 'COMPLETED', completed_at = '2026-03-01T10:00:00Z'", 1);
    expect(await tellAt(tellCompletions, '2026-03-10T10:05:00Z')).toBe(1);
    expect(await tellAt(tellCompletions, '2026-03-10T10:15:00Z')).toBe(0);
    expect((await page(student())).notifications).toMatchObject([{ kind: 'COURSE_COMPLETED' }]);
  });

  it('of a paused course those who asked for it, once a pause', async () => {
    for (const n of [0, 1]) await set("last_activity_at = '2026-03-01T10:00:00Z'", n);
    await savePreferences(student(), choices());
    expect(await tellAt(tellPaused, '2026-03-07T23:59:00Z')).toBe(0);
    expect(await tellAt(tellPaused, '2026-03-08T00:01:00Z')).toBe(1);
    expect(await tellAt(tellPaused, '2026-03-12T11:00:00Z')).toBe(0);
    await set("last_activity_at = '2026-03-20T10:00:00Z'");
    expect(await tellAt(tellPaused, '2026-03-28T10:00:00Z')).toBe(1);
    const [latest] = (await page(student())).notifications;
    expect(latest?.body).toBe('You were last there 8 days ago.');
    expect((await page(student(1))).notifications).toEqual([]);
  });

  it('of a pause as long as the rules of the institution say, on its own days', async () => {
    await db.owner.query("UPDATE institutions SET time_zone = 'Asia/Tokyo' WHERE id = $1", [
      room.institutionId,
    ]);
    await db.owner.query(
      `INSERT INTO analytics_rules (institution_id, base_version, changes, reason, created_by)
       VALUES ($1, 3, '{"recommendations.pausedDays": 10}', 'a longer term', $2)`,
      [room.institutionId, room.adminId],
    );
    await set("last_activity_at = '2026-03-01T10:00:00Z'");
    await savePreferences(student(), choices());
    expect(await tellAt(tellPaused, '2026-03-10T14:59:00Z')).toBe(0);
    expect(await tellAt(tellPaused, '2026-03-10T15:01:00Z')).toBe(1);
    expect((await page(student())).notifications[0]?.body).toBe('You were last there 10 days ago.');
  });

  it('on Monday morning of the week before, those who studied and want to know', async () => {
    await db.owner.query("UPDATE institutions SET time_zone = 'America/New_York' WHERE id = $1", [
      room.institutionId,
    ]);
    const [lesson] = room.lessons;
    for (const [n, at, seconds] of [
      [0, '2026-03-04T15:00:00Z', 600],
      [1, '2026-03-05T15:00:00Z', 1200],
      [0, '2026-03-10T15:00:00Z', 3000],
    ] as const) {
      const event = {
        id: randomUUID(),
        course: room.courseId,
        lesson: lesson?.id,
        section: lesson?.sectionIds[n + (seconds > 2000 ? 1 : 0)],
        seconds,
        completion: 100,
        at,
      };
      await db.owner.query('SELECT record_progress($1, $2)', [room.studentIds[n], JSON.stringify([event])]);
    }
    await db.owner.query(
      "INSERT INTO activity_days (user_id, course_id, section_id, day) VALUES ($1, $2, $3, '2026-03-06')",
      [room.studentIds[0], room.courseId, lesson?.sectionIds[2]],
    );
    await savePreferences(student(1), choices({ kind: 'WEEKLY_SUMMARY', inApp: false }));
    expect(await tellAt(tellWeeklySummaries, '2026-03-09T10:59:00Z')).toBe(0);
    expect(await tellAt(tellWeeklySummaries, '2026-03-09T11:01:00Z')).toBe(1);
    expect(await tellAt(tellWeeklySummaries, '2026-03-09T12:00:00Z')).toBe(0);
    expect(await tellAt(tellWeeklySummaries, '2026-03-18T12:00:00Z')).toBe(0);
    expect((await page(student())).notifications).toMatchObject([
      {
        title: 'Your week from 2 March',
        body: 'You studied on 1 day, 10 min in all and finished 1 section.',
      },
    ]);
  });
});
