import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { Bucket } from '@/lib/object-storage/bucket';
import { S3Server } from '@/lib/object-storage/testing/s3-server';
import { appendAudit } from '../append';
import { copyCheckpoints } from './copies';
import { auditKeys } from './keys';
import { readCopyObjects, s3Target } from './s3-target';
import { sealBatch } from './seal';
import { verifyTrail } from './verify';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
let db: TestDatabase;
let server: S3Server;
let bucket: Bucket;

beforeEach(async () => {
  db = await testDatabase();
  server = await new S3Server().start();
  server.pageSize = 3;
  bucket = new Bucket('s3://school/trail', server.settings, { connect: 2_000, silence: 2_000 });
});
afterEach(async () => {
  await db.close();
  await server.stop();
});

const asProduct = <T>(run: (tx: Transaction) => Promise<T>) => db.database.transaction(system, run);
const waiting = statement(
  'test.waiting',
  'SELECT 1 FROM audit_log a WHERE NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)',
);
async function sealed(rows: number): Promise<void> {
  for (let n = 0; n < rows; n++) {
    await asProduct((tx) => appendAudit(tx, null, { action: `test.${n}`, objectType: 'test' }));
    do {
      await asProduct((tx) => sealBatch(tx));
      await sleep(10);
    } while ((await asProduct((tx) => tx.rows(waiting))).length > 0);
  }
}
/** As after a restart: nothing is known but what the bucket says. */
const copy = () => copyCheckpoints(asProduct, [s3Target(bucket, 0)]);
const keys = () => [...server.kept.objects.keys()];
const fault = async () =>
  (await db.owner.query<{ fault: string | null }>("SELECT fault FROM audit_copies WHERE target LIKE 's3 %'"))
    .rows[0]?.fault;
const verify = () =>
  asProduct((tx) => verifyTrail(tx, { verifier: auditKeys().verifier, copies: readCopyObjects(bucket) }));

it('holds every checkpoint, found again after a restart however many there are', async () => {
  const target = s3Target(bucket, 0);
  for (let n = 0; n < 7; n++) {
    await sealed(1);
    expect(await copyCheckpoints(asProduct, [target])).toBe(1);
  }
  expect(keys()).toHaveLength(7);
  expect(keys()[6]).toBe('trail/checkpoints/0000000000000006.ndjson');
  expect(await copy()).toBe(0);
  await sealed(3);
  expect(await copy()).toBe(3);
  expect(keys()).toHaveLength(8);
  expect(await s3Target(bucket).size()).toBe(10);
  expect(await verify()).toMatchObject({ holds: true, rows: 10, copied: 10 });
});

it('is not asked again before its pause is over', async () => {
  await sealed(1);
  const target = s3Target(bucket, 60_000);
  expect(await copyCheckpoints(asProduct, [target])).toBe(1);
  const asked = server.calls.length;
  await sealed(1);
  expect(await copyCheckpoints(asProduct, [target])).toBe(0);
  expect(server.calls.length).toBe(asked);
});

it('that fails is an alarm and no more: what it missed comes when it is well', async () => {
  await sealed(2);
  server.plan(/./, 'InternalError', 1_000);
  expect(await copy()).toBe(0);
  expect(await fault()).toMatch(/s3:\/\/school\/trail\/ at 127.0.0.1:\d+: listing failed: 500/);
  expect(await fault()).not.toContain('test-secret');
  server.plans.length = 0;
  server.plan(/^PUT/, 'answer lost');
  expect(await copy()).toBe(2);
  expect(await fault()).toBeNull();
  expect(await verify()).toMatchObject({ holds: true, copied: 2 });
});

it('shows that the database was set back, that a copy was changed, and that somebody else writes there', async () => {
  await sealed(3);
  await copy();
  await db.owner.query("SET session_replication_role = 'replica'");
  await db.owner.query('DELETE FROM audit_checkpoints WHERE size > 1');
  await db.owner.query('RESET session_replication_role');
  expect(await copy()).toBe(0);
  expect(await fault()).toContain('set back');
  const [key = ''] = keys();
  const kept = server.kept.objects.get(key)?.body.toString() ?? '';
  server.kept.put(key, Buffer.from(kept.replace('sealed 20', 'sealed 19')), {});
  expect((await verify()).findings).toContainEqual(expect.objectContaining({ kind: 'checkpoint-forged' }));
  server.kept.objects.clear();
  const target = s3Target(bucket, 0);
  expect(await target.size()).toBe(0);
  server.kept.put(key, Buffer.from('other'), {});
  await expect(target.add([{ note: 'x', from: 0, records: [] }])).rejects.toThrow(
    'somebody else writes there',
  );
});
