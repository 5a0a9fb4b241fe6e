import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Identity } from '@/db/client';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { unknownGain } from './candidates/candidate';
import { createIndex } from './change';
import { decideProposal } from './decide';
import { getHistoryReport } from './history';
import { insertProposal, readProposals } from './ledger/proposals';
import { recordEvent } from './ledger/record-event';
import { insertTrial, type TrialReport } from './ledger/trials';
import { getOptimizer } from './overview';
import { takeReading } from './watch/readings';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;
let id: number;

const change = createIndex({
  schema: 'public',
  table: 'messages',
  columns: [{ column: 'sender_name', order: 'asc' }],
  include: [],
  where: null,
});
const report: TrialReport = {
  pairs: 5,
  judgement: 'improved',
  reasons: [],
  effects: [],
  cold: [],
  cost: { hotShare: { before: null, after: null }, logBytes: { before: 1, after: 1 } },
  bytes: 8192,
  seconds: 1,
};

beforeAll(async () => {
  db = await testDatabase();
  north = await createClassroom(db.owner, 1);
  south = await createClassroom(db.owner, 1);
  id = await asSystem(async (tx) => {
    const proposal = await insertProposal(tx, 'key', {
      change,
      why: 'x',
      statements: ['messages.sent'],
      expected: { ...unknownGain, rowsRead: 9, rowsWanted: 1 },
      price: { bytes: 1, heartbeatColumns: [], everyEvent: false },
      refusal: null,
    });
    await recordEvent(tx, { id: proposal, change }, 'PROPOSED', { by: 'schedule' });
    await takeReading(tx, proposal, 'PROPOSED', 'messages', ['messages.sent']);
    return proposal;
  });
});
afterAll(() => db.close());

const viewer = (room: Classroom, userId: string, role: Role) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = (room: Classroom) => viewer(room, room.adminId, 'ADMIN');
const others = () => [
  viewer(north, north.instructorId, 'INSTRUCTOR'),
  viewer(north, north.studentIds[0] ?? '', 'STUDENT'),
];
const reason = 'the class page is slow';

it('is for administrators, who say why; it stands in ledger and trail', async () => {
  const ask = { proposalId: id, decision: 'TRIAL_ASKED', reason };
  for (const other of others()) {
    await expect(decideProposal(other, ask)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(getOptimizer(other)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(getHistoryReport(other, 'csv')).rejects.toMatchObject({ kind: 'not-found' });
  }
  await expect(decideProposal(null, ask)).rejects.toMatchObject({ kind: 'unauthenticated' });
  await expect(decideProposal(admin(north), { ...ask, reason: 'short' })).rejects.toMatchObject({
    kind: 'invalid',
  });
  await expect(decideProposal(admin(north), { ...ask, proposalId: 999 })).rejects.toMatchObject({
    kind: 'not-found',
  });
  await decideProposal(admin(north), ask);
  const { rows } = await db.owner.query(
    "SELECT actor_id, justification, details FROM audit_log WHERE action = 'optimizer.trial-asked'",
  );
  expect(rows).toEqual([
    {
      actor_id: north.adminId,
      justification: reason,
      details: { proposal: id, change: 'create-index', object: `public.${change.name}` },
    },
  ]);
});

it('cannot be approved before a trial showed an improvement, and not twice', async () => {
  const approve = () => decideProposal(admin(north), { proposalId: id, decision: 'APPROVED', reason });
  await expect(approve()).rejects.toMatchObject({ kind: 'conflict' });
  await asSystem(async (tx) => {
    await insertTrial(
      tx,
      id,
      new Date().toISOString(),
      { kind: 'copy', name: 'x', lastCommitAt: null },
      report,
    );
    await recordEvent(tx, { id, change }, 'TRIED', { by: 'schedule' });
  });
  await approve();
  await expect(approve()).rejects.toMatchObject({ kind: 'conflict' });
});

it('shows who decided, and in what words, to the own institution only', async () => {
  const { open } = await getOptimizer(admin(north));
  expect(open[0]).toMatchObject({
    id,
    state: 'approved',
    verdict: 'improved',
    pages: ['Class page: messages'],
  });
  expect(open[0]?.entries.at(-1)).toMatchObject({
    event: 'APPROVED',
    reason,
    evidence: { making: 'quiet' },
  });
  const now = Date.now();
  const begins = Date.parse(open[0]?.beginsAt ?? '');
  expect([begins > now - 60_000, begins < now + 86_400_000]).toEqual([true, true]);
  expect(open[0]?.entries.at(-1)?.decidedByName).toContain('admin of');
  const seen = await getOptimizer(admin(south));
  expect(seen.open[0]?.entries.at(-1)).toMatchObject({
    event: 'APPROVED',
    decidedByName: null,
    reason: null,
  });
  expect(JSON.stringify(seen)).not.toContain(reason);
  for (const format of ['csv', 'markdown'] as const) {
    const report = await getHistoryReport(admin(south), format);
    expect(report).toContain('another institution’s administrator');
    expect(report).not.toContain(reason);
  }
  expect(await getHistoryReport(admin(north), 'markdown')).toContain(`| ${reason} |`);
});

let named = 0;
const as = (identity: Identity, sql: string) =>
  db.database.transaction(identity, (tx) => tx.rows(statement(`test.optimizer-${named++}`, sql)));
const tables = ['proposals', 'trials', 'ledger', 'readings', 'runs'].map((name) => `optimizer_${name}`);

it('is closed to everybody else in the database, too, and what is evidence never changes', async () => {
  for (const { userId, role, institutionId } of others())
    for (const table of tables)
      expect([table, await as({ userId, role, institutionId }, `SELECT 1 FROM ${table}`)]).toEqual([
        table,
        [],
      ]);
  const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };
  for (const table of tables.slice(0, 4))
    for (const sql of [
      `UPDATE ${table} SET ${table === 'optimizer_proposals' ? 'why = why' : 'proposal_id = proposal_id'}`,
      `DELETE FROM ${table}`,
    ])
      await expect(as(system, sql), sql).rejects.toMatchObject({ code: '42501' });
  expect(await asSystem((tx) => readProposals(tx, id))).toHaveLength(1);
});

it('lets an administrator add decisions in the own name, and nothing else', async () => {
  const { userId, role, institutionId } = admin(north);
  const own: Identity = { userId, role, institutionId };
  const add = (event: string, who: string, by = 'NULL') =>
    as(
      own,
      `INSERT INTO optimizer_ledger (proposal_id, event, decided_by, by) VALUES (${id}, '${event}', '${who}', ${by})`,
    );
  await expect(add('APPLIED', userId)).rejects.toMatchObject({ code: '42501' });
  await expect(add('APPROVED', south.adminId)).rejects.toMatchObject({ code: '42501' });
  await expect(add('APPROVED', userId, "'schedule'")).rejects.toMatchObject({ code: '42501' });
  await expect(add('DECLINED', userId)).resolves.toEqual([]);
  await expect(as(own, "INSERT INTO optimizer_runs (kind, by) VALUES ('TRIAL', 'me')")).rejects.toMatchObject(
    { code: '42501' },
  );
});
