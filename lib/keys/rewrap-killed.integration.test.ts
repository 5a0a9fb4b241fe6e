import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { messageBody } from '@/db/sealed-columns';
import { createClassroom } from '@/db/testing/fixtures';
import { testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { folderOf } from '@/lib/interop/testing/files';
import { ended, letCommandsIn, opsProcess } from '@/lib/interop/testing/import-process';
import { killWhereItWaits } from '@/lib/interop/testing/kill-waiting';
import { environmentMasterKey } from './environment-master-key';
import { masterKeys } from './master-key';
import { rewrapKeys } from './rewrap';
import { opener, sealer } from './sealed-column';

const schools = 5;
/** So many keys are wrapped anew before the one at which the process is killed. */
const before = 2;

it('a change of the master key that is killed has wrapped each key wholly or not at all, and goes on', async () => {
  const db = await testDatabase();
  await letCommandsIn(db);
  const owner = openDatabase(db.ownerUrl, 2);
  const now = environmentMasterKey(process.env.MASTER_KEY);
  const secret = randomBytes(32).toString('base64');
  const old = environmentMasterKey(secret);
  const texts = new Map<string, Sealed>();
  for (let n = 0; n < schools; n++) {
    const { institutionId } = await createClassroom(db.owner, 1);
    const seal = await asSystem((tx) => sealer(tx, null, messageBody, institutionId));
    texts.set(institutionId, seal('a', institutionId));
  }
  await rewrapKeys(owner, old, masterKeys(), new AbortController().signal);
  const folder = folderOf({ key: secret });
  const rewrap = () =>
    opsProcess(db, folder, ['keys', 'rewrap', '--old-master-key-file', join(folder, 'key')]);
  const wrappedBy = async () =>
    (await db.owner.query<{ by: string }>('SELECT wrapped_by AS by FROM data_keys ORDER BY id')).rows.map(
      ({ by }) => by,
    );
  const told = async () =>
    (
      await db.owner.query<{ id: string }>(
        "SELECT object_id AS id FROM audit_log WHERE action = 'key.rewrap' AND details ->> 'to' = $1 ORDER BY 1",
        [now.name],
      )
    ).rows.map(({ id }) => id);
  const { rows: keys } = await db.owner.query<{ id: string }>('SELECT id FROM data_keys ORDER BY id');
  const ids = keys.map(({ id }) => id);

  await killWhereItWaits(db, 'SELECT 1 FROM data_keys WHERE id = $1', [ids[before]], rewrap);
  expect(await wrappedBy()).toEqual([
    ...Array(before).fill(now.name),
    ...Array(schools - before).fill(old.name),
  ]);
  expect(await told()).toEqual(ids.slice(0, before));

  const { status, printed } = await ended(rewrap());
  expect(status).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ rewrapped: schools - before });
  expect(await wrappedBy()).toEqual(Array(schools).fill(now.name));
  expect(await told()).toEqual(ids);
  for (const [institutionId, text] of texts) {
    const open = await asSystem((tx) => opener(tx, messageBody, institutionId));
    expect(open('a', text)).toBe(institutionId);
  }
  await owner.close();
  await db.close();
});
