import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { openDatabase } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { messageBody } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { schemaOf } from '@/db/testing/schema-of';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { appendAuditAt } from '@/lib/audit/append';
import { auditKeys } from '@/lib/audit/seal/keys';
import { sealBatch } from '@/lib/audit/seal/seal';
import { verifyTrail } from '@/lib/audit/seal/verify';
import { opener, sealer } from '@/lib/keys/sealed-column';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { readBackupOverview } from '../overview';
import { createArchive } from './create-archive';
import { inLoadOrder } from './load-order';
import { readShape } from './read-shape';
import { type ArchiveRecord, listArchives } from './record';
import { takeArchive } from './take-archive';
import { ArchiveSandbox, ask } from './testing/archive-sandbox';
import { readArchive } from './verify-archive';

const box = new ArchiveSandbox(inject('serverUrl'));
const signal = new AbortController().signal;
const text = 'a letter to nobody else';
const hash =
  '$argon2id$v=19$m=19456,t=2,p=1$+VMkrCibu//nmfq1KahR0g$FtWhIX1yvei2MSmvpTygpgNilch3jKu41/Svmbn2ZZ8';
let db: TestDatabase;
let room: Classroom;
let record: ArchiveRecord;
/** Where it is restored to. */
let url = '';
let digests = new Map<string, string>();
const erased = () => room.studentIds[0] ?? '';

/** A school with work of students, a trail of two years, sealed texts; archived, and one student erased after that. */
beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 3, 'archived');
  for (const studentId of room.studentIds) await work(studentId);
  await db.owner.query(
    `CREATE TABLE audit_log_2025_01 PARTITION OF audit_log FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2025-02-01 00:00:00+00');
     SELECT guard_audit_partition('audit_log_2025_01')`,
  );
  await asSystem(async (tx) => {
    const event = { action: 'test.old', objectType: 'test', details: { line: 'one\ntwo\t\\.' } };
    appendAuditAt(tx, [{ actor: null, event, occurredAt: '2025-01-15T10:00:00.000000Z' }]);
  }, db.database);
  await writeSealed();
  await db.owner.query('UPDATE users SET password_hash = $1 WHERE id = $2', [hash, room.adminId]);
  await vi.waitFor(
    async () => expect(await asSystem((tx) => sealBatch(tx), db.database)).toBeGreaterThan(0),
    { timeout: 30_000, interval: 200 },
  );
  record = await takeArchive(db.database, { by: 'a test', vault: box.vault, url: db.ownerUrl });
  url = await box.emptyDatabase();
  digests = await digestsOf(db.ownerUrl, record);
  await db.owner.query('SELECT drop_student($1, $2)', [erased(), room.courseId]);
  await db.owner.query("UPDATE enrollments SET last_activity_at = '2015-03-02' WHERE user_id = $1", [
    erased(),
  ]);
  await db.owner.query(
    `INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_at) VALUES ($1, $2, $1, 'APPROVED', now())`,
    [erased(), room.institutionId],
  );
  expect(await carryOutErasures(db.database, box.erasureList, signal)).toMatchObject({ erased: 1 });
});
afterAll(async () => {
  await box.remove();
  await db.close();
});

async function work(studentId: string): Promise<void> {
  const [lesson] = room.lessons;
  const event = {
    id: `event-${studentId}`,
    course: room.courseId,
    lesson: lesson?.id,
    section: lesson?.sectionIds[0],
    seconds: 60,
    completion: 100,
    at: '2026-03-02T10:00:00Z',
  };
  await db.owner.query('SELECT record_progress($1, $2)', [studentId, JSON.stringify([event])]);
}

async function writeSealed(): Promise<void> {
  const seal = await asSystem((tx) => sealer(tx, null, messageBody, room.institutionId), db.database);
  const id = crypto.randomUUID();
  await db.owner.query(
    `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body_sealed, recipients)
     VALUES ($1, $2, $3, 'x', 'ALL', 'x', $4, 1)`,
    [id, room.courseId, room.instructorId, seal(id, text)],
  );
}

/** A digest of each table's rows, whatever their order. */
async function digestsOf(place: string, { tables }: ArchiveRecord): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name, columns } of tables) {
    const list = columns.map(pg.escapeIdentifier).join(', ');
    const [row] = await ask<{ digest: string }>(
      place,
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, ',' ORDER BY r::text)), '') AS digest FROM (SELECT ${list} FROM ${name}) r`,
    );
    found.set(name, row?.digest ?? '');
  }
  return found;
}

test('an archive names what it holds and what it needs, and nothing in it can be read', async () => {
  expect((await listArchives(box.vault)).archives).toEqual([record]);
  expect(record.tables.find(({ name }) => name === 'users')?.rows).toBe(5);
  expect(record.tables.map(({ name }) => name)).toContain('audit_views');
  expect(record.leftOut).toEqual(['import_activity', 'import_rows', 'pgboss.*']);
  expect(record.dataClasses).toEqual(['directory', 'education record', 'personal', 'sensitive']);
  expect(record.keys.dataKeys.map(({ keyClass }) => keyClass)).toContain('COMMUNICATIONS');
  expect(record.trailMonths).toContain('2025_01');
  await expect(readArchive(box.vault, record)).resolves.toMatchObject({ tables: record.tables.length });
  const bytes = box.storedBytes();
  for (const planted of [text, hash, 'student0 of archived', 'student0@archived.test'])
    expect(bytes.includes(planted), planted).toBe(false);
});

test('administrators see it on their page, and the trail keeps that it was taken', async () => {
  const as = (role: 'ADMIN' | 'INSTRUCTOR' | 'STUDENT') =>
    db.database.transaction({ userId: null, role, institutionId: null }, readBackupOverview);
  const [known] = (await as('ADMIN')).archives;
  expect(known).toMatchObject({ id: record.id, takenAt: record.takenAt, tables: record.tables.length });
  for (const role of ['INSTRUCTOR', 'STUDENT'] as const) expect((await as(role)).archives).toEqual([]);
  const { rows } = await db.owner.query(
    "SELECT outcome, details->>'by' AS by FROM audit_log WHERE action = 'backup.archive'",
  );
  expect(rows).toEqual([{ outcome: 'ALLOWED', by: 'a test' }]);
});

test('restored, it is the schema of today with every row of then, the erased erased again, sealed texts open', async () => {
  const report = await box.restore(record.id, url);
  expect(report).toMatchObject({ archive: record.id, erasedAgain: 1, waitingErasures: 0 });
  expect(report.sealedEvents).toBeGreaterThan(0);

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const nameless = (lines: string[]) => lines.filter((line) => !line.includes('rolname'));
  const [restored, original] = [await schemaOf(client), await schemaOf(db.owner)];
  await client.end();
  expect(nameless(restored)).toEqual(nameless(original));

  // What a restore writes itself, and what an erasure takes away.
  const touched =
    /^(users|enrollments|erasures|erasure_requests|backup_|audit_|logical_|course_|notification_|quiet_|rights_)/;
  const found = await digestsOf(url, record);
  for (const { name } of record.tables)
    if (!touched.test(name)) expect([name, found.get(name)]).toEqual([name, digests.get(name)]);

  const names = await ask<{ name: string }>(url, 'SELECT display_name AS name FROM users ORDER BY 1');
  expect(names.map(({ name }) => name)).toEqual([
    'Former student',
    'admin of archived',
    'instructor of archived',
    'student1 of archived',
    'student2 of archived',
  ]);
  const kept = await ask(url, 'SELECT id, password_hash FROM users WHERE password_hash IS NOT NULL');
  expect(kept).toEqual([{ id: room.adminId, password_hash: hash }]);
  const old = await ask(url, "SELECT details->>'line' AS line FROM audit_log_2025_01");
  expect(old).toEqual([{ line: 'one\ntwo\t\\.' }]);
  expect(await ask(url, "SELECT count(*)::int AS n FROM backup_runs WHERE status = 'RUNNING'")).toEqual([
    { n: 0 },
  ]);
  expect(await openMessages()).toEqual([text]);
});

async function openMessages(): Promise<string[]> {
  const database = openDatabase(url, 1);
  try {
    const rows = await ask<{ id: string; body: Sealed }>(url, 'SELECT id, body_sealed AS body FROM messages');
    return await asSystem(async (tx) => {
      const open = await opener(tx, messageBody, room.institutionId);
      return rows.map(({ id, body }) => open(id, body));
    }, database);
  } finally {
    await database.close();
  }
}

test('there the counters go on where they were, and the trail goes on being sealed', async () => {
  const [next] = await ask<{ n: string }>(
    url,
    "SELECT nextval(pg_get_serial_sequence('course_deltas', 'id')) AS n",
  );
  const counter = record.sequences.find(({ name }) => name === 'course_deltas_id_seq');
  expect(Number(next?.n)).toBe((counter?.value ?? 0) + 1);
  const database = openDatabase(url, 1);
  const keys = auditKeys();
  const sealAndVerify = async () => {
    await asSystem((tx) => sealBatch(tx), database);
    const { holds, waiting } = await asSystem(
      (tx) => verifyTrail(tx, { verifier: keys.verifier, own: [keys] }),
      database,
    );
    expect({ holds, waiting }).toEqual({ holds: true, waiting: 0 });
  };
  try {
    // The sealer waits for every transaction of the server, and other tests have theirs.
    await vi.waitFor(sealAndVerify, { timeout: 30_000, interval: 200 });
  } finally {
    await database.close();
  }
  const trail = await ask(url, "SELECT details->>'by' AS by FROM audit_log WHERE action = 'backup.restore'");
  expect(trail).toEqual([{ by: 'a test' }]);
});

test('an archive that is stopped at any point is not listed and leaves nothing', async () => {
  const names = async () => (await box.vault.storage.list('')).map(({ name }) => name);
  const before = await names();
  for (const point of [0, 0.2, 0.6, 0.7]) {
    const stopping = new AbortController();
    const taking = createArchive({
      vault: box.vault,
      url: db.ownerUrl,
      signal: stopping.signal,
      onProgress: (done) => {
        if (done >= point) stopping.abort(new Error(`stopped at ${point}`));
      },
    });
    await expect(taking).rejects.toThrow(`stopped at ${point}`);
  }
  expect(await names()).toEqual(before);
});

test('nothing is hidden from an archive: the product itself sees every row of every table', async () => {
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity
       AND NOT EXISTS (SELECT 1 FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname
         AND p.cmd IN ('SELECT', 'ALL') AND p.qual ~ '^true$|''SYSTEM''|app_role\\(\\) AS app_role\\) IS NOT NULL')`,
  );
  expect(rows).toEqual([]);
  const { kept } = await readShape(db.owner);
  expect(inLoadOrder(kept)).toHaveLength(record.tables.length);
});
