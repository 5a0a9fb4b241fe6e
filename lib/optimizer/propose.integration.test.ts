import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { carry } from './apply/carry';
import { type Candidate, unknownGain } from './candidates/candidate';
import { type Change, createIndex, type KeyColumn } from './change';
import { recordEvent } from './ledger/record-event';
import type { LedgerEvent } from './ledger/state';
import { propose } from './propose';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const by = 'test';
const place = { schema: 'public', table: 'messages' } as const;
const index = (columns: KeyColumn[]) => createIndex({ ...place, columns, include: [], where: null });
const idea = (change: Change): Candidate => ({
  change,
  why: 'an idea',
  statements: [],
  expected: unknownGain,
  price: { bytes: 0, heartbeatColumns: [], everyEvent: false },
  refusal: null,
});
const have = (...changes: Change[]) =>
  propose(db.database, db.ownerUrl, { by, choose: () => changes.map(idea) });
const nothing = { proposed: [], refused: [], known: 1, settled: [] };
/** @returns the number of the one proposal that is new */
async function haveNew(change: Change): Promise<number> {
  const { proposed } = await have(change);
  expect(proposed).toHaveLength(1);
  return proposed[0] ?? 0;
}
const record = (id: number, change: Change, events: LedgerEvent[], more = {}) =>
  asSystem(async (tx) => {
    for (const event of events) await recordEvent(tx, { id, change }, event, { by, ...more });
  }, db.database);
const age = (id: number, days: number) =>
  db.owner.query(
    `UPDATE optimizer_ledger SET at = at - make_interval(days => $2), expires_at = expires_at - make_interval(days => $2)
     WHERE proposal_id = $1`,
    [id, days],
  );

const statistics = (name: string, columns: string[]): Change => ({
  kind: 'create-statistics',
  ...place,
  name,
  columns,
});

describe('an idea that was had before', () => {
  it('comes once in a run, however it is written', async () => {
    const keys: KeyColumn[] = [
      { column: 'subject', order: 'asc' },
      { column: 'created_at', order: 'desc' },
    ];
    const backwards: KeyColumn[] = [
      { column: 'subject', order: 'desc' },
      { column: 'created_at', order: 'asc' },
    ];
    const found = await have(index(keys), index(backwards));
    expect(found).toMatchObject({ proposed: [expect.any(Number)], known: 1 });
    expect(await have(index(backwards))).toEqual(nothing);
  });

  it('does not come again while it is there, though nothing came of it; once somebody took it away it does', async () => {
    const change = statistics('opt_messages_one_stx', ['course_id', 'sender_id']);
    const twin = statistics('opt_messages_two_stx', ['sender_id', 'course_id']);
    const id = await haveNew(change);
    await carry(db.owner, change, 'apply');
    await record(id, change, ['APPROVED', 'STARTED', 'APPLIED', 'INCONCLUSIVE']);
    expect(await have(twin)).toEqual(nothing);
    await carry(db.owner, change, 'undo');
    await haveNew(twin);
  });

  it('does not come where somebody else has done it already', async () => {
    await db.owner.query('CREATE INDEX by_hand ON messages (body)');
    expect(await have(index([{ column: 'body', order: 'desc' }]))).toEqual(nothing);
  });

  it.each<[string, string, LedgerEvent[]]>([
    ['open', 'body', []],
    ['tried', 'audience', ['TRIAL_ASKED', 'TRIED']],
    ['being made', 'sender_id', ['APPROVED', 'STARTED']],
    ['watched', 'sender_name', ['APPROVED', 'STARTED', 'APPLIED']],
    ['being undone', 'created_at', ['APPROVED', 'STARTED', 'APPLIED', 'REVERT_ASKED']],
  ])('does not come again while it is %s', async (_, column, events) => {
    const change = statistics(`opt_messages_${column}_stx`, ['subject', column]);
    await record(await haveNew(change), change, events);
    expect(await have(change)).toEqual(nothing);
  });

  it.each<[LedgerEvent, string]>([
    ['REFUSED', 'id'],
    ['DECLINED', 'audience'],
    ['REVERTED', 'created_at'],
  ])('does not come again once it was %s, until that expires', async (event, column) => {
    const change = statistics(`opt_messages_${column}_stx`, ['recipients', column]);
    const id = await haveNew(change);
    await record(id, change, [event], { rememberDays: 180 });
    expect(await have(change)).toEqual(nothing);
    await age(id, 181);
    await haveNew(change);
  });

  it('does not come by turns with the one that takes it back', async () => {
    const change = index([{ column: 'recipients', order: 'asc' }]);
    const definition = 'CREATE INDEX messages_old_idx ON public.messages USING btree (recipients)';
    const drop: Change = { kind: 'drop-index', ...place, name: 'messages_old_idx', definition };
    await db.owner.query(definition);
    const id = await haveNew(drop);
    await carry(db.owner, drop, 'apply');
    await record(id, drop, ['APPROVED', 'STARTED', 'APPLIED']);
    expect(await have(change)).toEqual(nothing);
    await record(id, drop, ['KEPT']);
    expect(await have(change)).toEqual(nothing);
    await age(id, 181);
    await haveNew(change);
  });
});
