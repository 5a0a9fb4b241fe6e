import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { authenticate } from '@/lib/access/authenticate';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { recheckRecommendations } from '@/lib/analytics/recheck-recommendations';
import { recheckStandings } from '@/lib/analytics/recheck-standings';
import { checkRollups } from '@/lib/progress/check';
import { getConsentedRecords } from '@/lib/records/consents/queries';
import { openChildChoices } from '@/lib/records/guardians/child-file';
import { getChildren } from '@/lib/records/guardians/queries';
import { requestAccess } from '@/lib/records/request-access';
import { demoEmails, demoPassword } from './accounts';
import { seedDemo } from './seed-demo';

process.env.AUTH_SECRET = 'a secret for the test of the demo';

let db: TestDatabase;
const seed = (onProgress?: (done: number, total: number, what: string) => void) =>
  seedDemo({ ownerUrl: db.ownerUrl, appUrl: db.url, onProgress });
const count = async (table: string, where = 'true') =>
  Number((await db.owner.query(`SELECT count(*) AS n FROM ${table} WHERE ${where}`)).rows[0]?.n);

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe('the demo', () => {
  it('leaves nothing behind when it is interrupted', async () => {
    const interrupt = (done: number) => {
      if (done === 3) throw new Error('interrupted');
    };
    await expect(seed(interrupt)).rejects.toThrow('interrupted');
    expect([await count('institutions'), await count('users'), await count('courses')]).toEqual([0, 0, 0]);
  });

  it('fills an empty database, and does nothing the second time', async () => {
    const steps: number[] = [];
    // A vacuum amid the transaction finds only rows that are not committed, and notes that the tables are empty.
    let vacuumed: Promise<unknown> = Promise.resolve();
    const onProgress = (done: number, total: number) => {
      steps.push(done / total);
      if (done === 10)
        vacuumed = db.owner.query('VACUUM (ANALYZE) enrollments, user_progress, activity_days');
    };
    expect(await seed(onProgress)).toBe(true);
    await vacuumed;
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
    expect([await count('institutions'), await count('courses')]).toEqual([3, 40]);
    // A guardian has an account like a student's, and so does the child in no class.
    expect(await count('users', "role = 'STUDENT'")).toBe(2_002);
    expect(await count('pg_class', "oid = 'user_progress'::regclass AND relallvisible > 0")).toBe(1);
    const rows = await count('user_progress');
    expect(await seed()).toBe(true);
    expect(await count('user_progress')).toBe(rows);
  });

  it('has rollups, days and cards that agree exactly with the progress', async () => {
    expect(await asSystem(checkRollups, db.database)).toMatchObject({ exact: true, waitingDeltas: 0 });
  });

  it('has questions whose answers agree with the scores of their sections', async () => {
    expect(await count('questions')).toBeGreaterThanOrEqual(12);
    expect(await count('question_answers', 'attempt = 1')).toBeGreaterThan(1_000);
    expect(await count('question_answers', 'answered_at >= now()')).toBe(0);
    const scores = `(SELECT p.comprehension_score AS score, q.expected
      FROM user_progress p CROSS JOIN LATERAL (
        SELECT CASE WHEN count(*) = count(a.correct) THEN round(100.0 * count(*) FILTER (WHERE a.correct) / count(*), 2) END AS expected
        FROM questions q LEFT JOIN LATERAL (SELECT x.correct FROM question_answers x WHERE x.user_id = p.user_id
          AND x.question_id = q.id ORDER BY x.attempt DESC LIMIT 1) a ON true
        WHERE q.section_id = p.section_id) q
      WHERE p.section_id IN (SELECT section_id FROM questions)) s`;
    expect(await count(scores, 'score IS NOT NULL')).toBeGreaterThan(500);
    expect(await count(scores, 'score IS DISTINCT FROM expected')).toBe(0);
  });

  it('has courses and classes in every state', async () => {
    for (const status of ['ACTIVE', 'COMPLETED', 'DROPPED']) {
      expect(await count('enrollments', `status = '${status}'`)).toBeGreaterThan(100);
    }
    expect(await count('enrollments', "(status = 'COMPLETED') <> (completed_at IS NOT NULL)")).toBe(0);
    expect(await count('enrollments', "(status = 'DROPPED') <> (dropped_at IS NOT NULL)")).toBe(0);
    expect(await count('enrollments', 'first_activity_at < enrolled_at')).toBe(0);
    expect(await count('user_progress', 'last_activity_at >= now()')).toBe(0);
    expect(await count('course_cards', 'enrolled + dropped < 15 OR NOT published')).toBe(0);
    expect(await count('audit_log')).toBeGreaterThan(20);
    expect(await count('audit_log', 'occurred_at > now()')).toBe(0);
  });

  it('has messages that were opened, notes, and notifications that go out to nobody', async () => {
    expect(await count('messages')).toBe(3);
    expect(await count('message_recipients', 'read_at IS NOT NULL')).toBeGreaterThan(100);
    expect(await count('message_recipients', 'read_at > now()')).toBe(0);
    expect(await count('student_notes')).toBe(3);
    expect(await count('student_details')).toBe(1);
    expect(await count('academic_entries')).toBe(2);
    expect(await count('data_keys')).toBe(4);
    expect(await count('notifications', "kind = 'COURSE_COMPLETED'")).toBeGreaterThan(0);
    expect(await count('notifications', 'created_at > now()')).toBe(0);
    expect(await count('notifications', 'NOT email_settled')).toBe(0);
  });

  it('puts the demo student in the middle of something', async () => {
    const { rows } = await db.owner.query(
      `SELECT c.code, e.status, e.avg_completion AS done FROM enrollments e JOIN courses c ON c.id = e.course_id
       JOIN users u ON u.id = e.user_id WHERE u.email = 'student@demo.test' ORDER BY c.code`,
    );
    expect(rows).toEqual([
      { code: 'CS 101', status: 'ACTIVE', done: 4_500 },
      { code: 'STAT 110', status: 'ACTIVE', done: 700 },
      { code: 'WRIT 101', status: 'COMPLETED', done: 10_000 },
    ]);
    const day = "(last_active_at AT TIME ZONE 'Europe/London')::date";
    const yesterday = "(now() AT TIME ZONE 'Europe/London')::date - 1";
    expect(await count('users', `email = 'student@demo.test' AND ${day} = ${yesterday}`)).toBe(1);
  });

  it('has what nights leave behind: norms, standings of past weeks, hints and what came of them', async () => {
    expect(await count('lesson_norms', 'median_seconds IS NOT NULL')).toBeGreaterThan(100);
    const { rows } = await db.owner.query(
      `SELECT s.status FROM standings s JOIN users u ON u.id = s.user_id JOIN courses c ON c.id = s.course_id
       WHERE u.email = 'student@demo.test' AND c.code = 'CS 101' ORDER BY s.day`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.at(-1)?.status).not.toBeNull();
    expect(await count('standings', "day >= now() OR evidence->>'classMedian' IS NULL")).toBe(0);
    const followed = await count('recommendation_events', "kind = 'FOLLOWED'");
    expect(followed).toBeGreaterThan(50);
    expect(await count('recommendation_events', "kind = 'SHOWN'")).toBeGreaterThan(followed);
    expect(await count('recommendation_events', 'at > now()')).toBe(0);
    const { signal } = new AbortController();
    for (const recheck of [recheckStandings, recheckRecommendations])
      expect(await recheck(db.database, signal)).toMatchObject({ differing: 0, withoutEvidence: 0 });
  });

  it('has a guardian who holds the rights of two minors, one with a record to see and one under 13', async () => {
    const { rows } = await db.owner.query<{ id: string; display_name: string; institution_id: string }>(
      "SELECT id, display_name, institution_id FROM users WHERE email = 'guardian@demo.test'",
    );
    const { id = '', display_name: displayName = '', institution_id: institutionId = null } = rows[0] ?? {};
    const viewer = mintViewer({ userId: id, role: 'STUDENT', institutionId, displayName, email: null });
    const [child, ...others] = await getChildren(viewer);
    expect([child?.name, others]).toEqual([
      'Maya Ellison',
      [{ id: expect.any(String), name: 'Theo Ellison' }],
    ]);
    const younger = await openChildChoices(viewer, others[0]?.id ?? '');
    expect(younger.collection).toMatchObject({ agreedAt: null, rests: true });
    const { ground, record } = await requestAccess(viewer, {
      studentId: child?.id,
      scope: 'full',
      purpose: 'Parents’ evening',
      justification: 'To see how she is getting on.',
    });
    expect([ground, record.courses?.length]).toEqual(['GUARDIAN', expect.any(Number)]);
    expect(record.courses).not.toEqual([]);
    const [opened, ...more] = await getConsentedRecords(viewer);
    expect([opened?.name, more]).toEqual([expect.any(String), []]);
    const under = await requestAccess(viewer, {
      studentId: opened?.studentId,
      scope: 'full',
      purpose: opened?.purpose,
      justification: 'To judge the application.',
    });
    expect([under.ground, under.level]).toEqual(['CONSENT', 'academic']);
  });

  it('lets the demo accounts in, and nobody else', async () => {
    const { rows } = await db.owner.query<{ email: string }>(
      'SELECT email FROM users WHERE password_hash IS NOT NULL',
    );
    expect(rows.map(({ email }) => email).sort()).toEqual([...demoEmails].sort());
    const attempt = { email: rows[0]?.email ?? '', password: demoPassword, address: null };
    expect(await authenticate(attempt, db.database)).toMatchObject({ kind: 'admitted' });
  });

  it('keeps away from a database that holds anything else', async () => {
    const other = await testDatabase();
    await other.owner.query("INSERT INTO institutions (name, slug) VALUES ('Elsewhere', 'elsewhere')");
    expect(await seedDemo({ ownerUrl: other.ownerUrl, appUrl: other.url })).toBe(false);
    expect((await other.owner.query('SELECT 1 FROM institutions')).rowCount).toBe(1);
    await other.close();
  });
});
