import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { appendAudit } from '../append';
import { type CheckpointCopy, copyCheckpoints } from './copies';
import { copyFile, fileTarget, readCopyFile } from './file-target';
import { auditKeys } from './keys';
import { proveRecords } from './proof';
import { sealBatch } from './seal';
import { verifyTrail } from './verify';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
const keys = auditKeys();
const own = [keys, ...keys.older];
let db: TestDatabase;
let folder: string;

beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'syllabase-forged-'));
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const asProduct = <T>(run: (tx: Transaction) => Promise<T>) => db.database.transaction(system, run);
const append = (action: string) => asProduct((tx) => appendAudit(tx, null, { action, objectType: 'test' }));
/** As a superuser whom no trigger stops. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  await db.owner.query("SET session_replication_role = 'replica'");
  await db.owner.query(sql, values);
  await db.owner.query('RESET session_replication_role');
}
/** Open transactions of other tests on the server can hold the sealer back for a while. */
async function sealUpTo(action: string): Promise<void> {
  const sealed = statement(
    'test.sealed-action',
    'SELECT 1 FROM audit_log a JOIN audit_leaves l ON l.record_id = a.id WHERE a.action = $1',
  );
  for (let tries = 0; tries < 600; tries += 1) {
    await asProduct((tx) => sealBatch(tx));
    if ((await asProduct((tx) => tx.rows(sealed, [action]))).length > 0) break;
    await sleep(50);
  }
  await copyCheckpoints(asProduct, [fileTarget(folder)]);
}
async function appendSealed(action: string): Promise<void> {
  await append(action);
  await sealUpTo(action);
}
const copies = () => readCopyFile(copyFile(folder));
const verify = (by: 'keys' | 'public key', from: AsyncIterable<CheckpointCopy> = copies()) =>
  asProduct((tx) =>
    verifyTrail(tx, { verifier: keys.verifier, copies: from, own: by === 'keys' ? own : undefined }),
  );
const idOf = async (action: string): Promise<string> =>
  (await db.owner.query('SELECT id FROM audit_log WHERE action = $1', [action])).rows[0]?.id;

it('a row put beyond the reach of the sealer is named', async () => {
  await appendSealed('honest');
  await tamper("INSERT INTO audit_log (action, object_type, transaction_id) VALUES ('never', 'test', 9e18)");
  for (const by of ['keys', 'public key'] as const)
    expect((await verify(by)).findings).toMatchObject([{ kind: 'forged', recordId: await idOf('never') }]);
  await tamper("DELETE FROM audit_log WHERE action = 'never'");
  await append('waiting');
  await tamper("UPDATE audit_log SET transaction_id = 9e18 WHERE action = 'waiting'");
  expect((await verify('public key')).findings).toMatchObject([{ recordId: await idOf('waiting') }]);
});

it('a row that waits is checked by its MAC where the keys are at hand', async () => {
  for (const isBegun of [false, true]) {
    await append(`first ${isBegun}`);
    await append(`second ${isBegun}`);
    expect(await verify('keys', isBegun ? copies() : none())).toMatchObject({ holds: true, waiting: 2 });
    await tamper("UPDATE audit_log SET action = 'changed' WHERE action = $1", [`first ${isBegun}`]);
    const { holds, findings } = await verify('keys', isBegun ? copies() : none());
    expect({ holds, findings }).toMatchObject({
      holds: false,
      findings: [{ kind: 'forged', position: null, recordId: await idOf('changed') }],
    });
    await tamper('UPDATE audit_log SET action = $1 WHERE action = $2', [`first ${isBegun}`, 'changed']);
    await sealUpTo(`second ${isBegun}`);
    expect(await verify('keys')).toMatchObject({ holds: true, waiting: 0 });
  }
});

it('two rows with one id hold up no sealer: the product’s is sealed, the other one named', async () => {
  await appendSealed('before');
  await append('honest');
  await tamper(
    `INSERT INTO audit_log (id, action, object_type, occurred_at, transaction_id)
     SELECT id, 'forged', 'test', occurred_at - interval '1 millisecond', transaction_id FROM audit_log WHERE action = 'honest'`,
  );
  await sealUpTo('honest');
  await appendSealed('after');
  const { rows, findings } = await verify('public key');
  expect(rows).toBe(3);
  expect(findings).toMatchObject([{ kind: 'replayed', position: null, recordId: await idOf('forged') }]);
  await tamper("DELETE FROM audit_log WHERE action = 'forged'");
  expect(await verify('keys')).toMatchObject({ holds: true });
});

it.each([
  ['without MACs', 'NULL', 150],
  ['with wrong MACs', "decode(repeat('ab', 32), 'hex')", 100],
])('forged rows %s are named or counted, however many were sealed at once', async (_, mac, named) => {
  await appendSealed('first');
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await db.owner.query(
    `INSERT INTO audit_log (action, object_type, mac) SELECT 'never', 'test', ${mac} FROM generate_series(1, 150)`,
  );
  await appendSealed('last');
  const withKeys = await verify('keys');
  expect(withKeys.findings).toHaveLength(150);
  expect(new Set(withKeys.findings.map(({ kind }) => kind))).toEqual(new Set(['forged']));
  const { findings } = await verify('public key');
  expect(findings.filter(({ kind, recordId }) => kind === 'forged' && recordId !== null)).toHaveLength(named);
  expect(findings.filter(({ recordId }) => recordId === null)).toMatchObject([{ kind: 'forged', rows: 50 }]);
  const proven = await asProduct((tx) => proveRecords(tx, { from: '2020-01-01T00:00:00Z' }, own));
  expect(proven.leftOut).toHaveLength(150);
  expect(proven.entries).toHaveLength(2);
});

it('two that copy to one folder at once write each checkpoint once', async () => {
  for (let round = 0; round < 5; round++) {
    await appendSealed(`round ${round}`);
    await append(`next ${round}`);
    await asProduct((tx) => sealBatch(tx));
    await Promise.all([1, 2, 3].map(() => copyCheckpoints(asProduct, [fileTarget(folder)])));
  }
  await appendSealed('last');
  const lines = (await readFile(copyFile(folder), 'utf8')).trimEnd().split('\n');
  expect(new Set(lines).size).toBe(lines.length);
  expect(await verify('keys')).toMatchObject({ holds: true });
});

it('a line that the copy has twice hides nothing', async () => {
  await appendSealed('first');
  await appendSealed('second');
  await appendFile(copyFile(folder), await readFile(copyFile(folder), 'utf8'));
  expect(await verify('public key')).toMatchObject({ holds: true });
  await appendSealed('third');
  await tamper('DELETE FROM audit_checkpoints WHERE size = (SELECT max(size) FROM audit_checkpoints)');
  await tamper(
    "DELETE FROM audit_leaves l USING audit_log a WHERE a.id = l.record_id AND a.action = 'third'",
  );
  await tamper("DELETE FROM audit_log WHERE action = 'third'");
  const { findings } = await verify('public key');
  expect(findings.map(({ kind }) => kind)).toContain('set-back');
});

it('what waits after a restore into a server that counts anew is no stranger', async () => {
  await appendSealed('old');
  await tamper('UPDATE audit_checkpoints SET horizon = 4000000000');
  await append('waited');
  await tamper("UPDATE audit_log SET transaction_id = 4000000000 WHERE action = 'waited'");
  await append('new');
  for (const by of ['keys', 'public key'] as const)
    expect(await verify(by)).toMatchObject({ holds: true, waiting: 2 });
  await tamper("INSERT INTO audit_log (action, object_type, transaction_id) VALUES ('never', 'test', 9e18)");
  expect((await verify('keys')).findings).toMatchObject([{ kind: 'forged', recordId: await idOf('never') }]);
  await sealUpTo('new');
  expect((await verify('public key')).findings).toMatchObject([
    { kind: 'forged', recordId: await idOf('never') },
  ]);
});

it('the sealer and its copies may go on while the trail is checked', async () => {
  await appendSealed('early');
  async function* growing(action: string) {
    let read = 0;
    for await (const copy of copies()) {
      read += 1;
      yield copy;
    }
    await appendSealed(action);
    let known = 0;
    for await (const copy of copies()) {
      known += 1;
      if (known > read) yield copy;
    }
  }
  for (const by of ['keys', 'public key'] as const)
    expect(await verify(by, growing(`late for ${by}`))).toMatchObject({ holds: true, findings: [] });
  await tamper("INSERT INTO audit_leaves SELECT 99, gen_random_uuid(), now(), '\\x00'");
  expect((await verify('public key')).findings).toMatchObject([{ kind: 'resealed', position: 3, rows: 1 }]);
});

async function* none(): AsyncGenerator<CheckpointCopy> {}
