import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { provideSecrets } from '@/lib/env';
import { appendAudit } from '../append';
import { copyCheckpoints } from './copies';
import { copyFile, fileTarget, readCopyFile } from './file-target';
import { type AuditKeys, auditKeys, writeVerifier } from './keys';
import { sealBatch } from './seal';
import { verifyTrail } from './verify';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
const oldMaster = process.env.MASTER_KEY ?? '';
const newMaster = randomBytes(32).toString('base64');
const [before, after] = [auditKeys(oldMaster, []), auditKeys(newMaster, [])];
let db: TestDatabase;
let folder: string;

/** The product with one master key, and the ones before it. */
const runWith = (MASTER_KEY: string, ...MASTER_KEY_PREVIOUS: string[]) =>
  provideSecrets({ AUTH_SECRET: 'x'.repeat(16), MASTER_KEY, MASTER_KEY_PREVIOUS });
const asProduct = <T>(run: (tx: Transaction) => Promise<T>) => db.database.transaction(system, run);
const append = (action: string) => asProduct((tx) => appendAudit(tx, null, { action, objectType: 'test' }));
const waiting = statement(
  'test.waiting',
  'SELECT 1 FROM audit_log a WHERE NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)',
);
/** Open transactions of other tests on the server can hold the sealer back for a while. */
async function seal(): Promise<void> {
  do {
    await asProduct((tx) => sealBatch(tx));
    await sleep(20);
  } while ((await asProduct((tx) => tx.rows(waiting))).length > 0);
  await copyCheckpoints(asProduct, [fileTarget(folder)]);
}
const verify = (by: AuditKeys, own?: AuditKeys[]) =>
  asProduct((tx) => verifyTrail(tx, { verifier: by.verifier, copies: readCopyFile(copyFile(folder)), own }));

/** A trail of two checkpoints by one master key and two by the next; a row of the old key waited while it was changed. */
beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'syllabase-handover-'));
  runWith(oldMaster);
  for (const action of ['old.one', 'old.two']) {
    await append(action);
    await seal();
  }
  await append('old.waiting');
  runWith(newMaster, oldMaster);
  for (const action of ['new.one', 'new.two']) {
    await append(action);
    await seal();
  }
  runWith(newMaster);
  await append('new.alone');
  await seal();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

it('goes on under a new master key, and is checked by either public key, with its copy', async () => {
  for (const key of [before, after])
    expect(await verify(key)).toMatchObject({ holds: true, rows: 7, copied: 7, findings: [] });
  const stranger = auditKeys(randomBytes(32).toString('base64'), []);
  expect((await verify(stranger)).holds).toBe(false);
});

it('is told of in the trail, with both public keys', async () => {
  const { rows } = await db.owner.query("SELECT details FROM audit_log WHERE action = 'audit.handover'");
  const keys = { from: writeVerifier(before.verifier), to: writeVerifier(after.verifier) };
  expect(rows).toEqual([{ details: keys }]);
});

it('is checked row by row as far as the master keys are known, and no old row is called changed without them', async () => {
  expect(await verify(after, [after])).toMatchObject({ holds: true });
  expect(await verify(after, [after, before])).toMatchObject({ holds: true });
});

it('goes back to the key before although nothing was sealed since the change', async () => {
  const third = randomBytes(32).toString('base64');
  runWith(third, newMaster);
  await append('third.one');
  await seal();
  runWith(newMaster, third);
  for (const action of ['back.one', 'back.two']) {
    await append(action);
    await seal();
  }
  for (const key of [before, after, auditKeys(third, [])])
    expect(await verify(key)).toMatchObject({ holds: true, findings: [] });
});

it('is not sealed on by a key that nobody handed over to', async () => {
  runWith(randomBytes(32).toString('base64'));
  await append('stranger.one');
  await expect(asProduct((tx) => sealBatch(tx))).rejects.toThrow('MASTER_KEY_PREVIOUS');
  runWith(newMaster);
});

it('tells tampering before and after the change by either public key', async () => {
  for (const [action, place] of [
    ['old.two', 1],
    ['new.two', 5],
  ] as const) {
    await db.owner.query("SET session_replication_role = 'replica'");
    const change = (to: string, from: string) =>
      db.owner.query('UPDATE audit_log SET action = $1 WHERE action = $2', [to, from]);
    await change('forged', action);
    for (const key of [before, after])
      expect((await verify(key)).findings).toContainEqual(
        expect.objectContaining({ kind: 'altered', position: place }),
      );
    await change(action, 'forged');
    await db.owner.query('RESET session_replication_role');
  }
});
