import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '@/db/client';
import { messageBody } from '@/db/sealed-columns';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { ended, opsProcess } from '@/lib/interop/testing/import-process';
import { environmentMasterKey } from '@/lib/keys/environment-master-key';
import { masterKeys } from '@/lib/keys/master-key';
import { rewrapKeys } from '@/lib/keys/rewrap';
import { sealer } from '@/lib/keys/sealed-column';

let db: TestDatabase;
let folder: string;
const old = randomBytes(32).toString('base64');

/** A school whose data key was wrapped by another master key than that of now. */
beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'syllabase-rewrap-'));
  const { institutionId } = await createClassroom(db.owner, 1);
  await asSystem((tx) => sealer(tx, null, messageBody, institutionId));
  const owner = openDatabase(db.ownerUrl, 1);
  await rewrapKeys(owner, environmentMasterKey(old), masterKeys(), new AbortController().signal);
  await owner.close();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const rewrap = async (...flags: string[]) => {
  const { status, printed } = await ended(opsProcess(db, folder, ['keys', 'rewrap', ...flags]));
  return { status, said: JSON.parse(printed) };
};

test('ops keys rewrap says what it cannot open, and wraps it anew once it is given the old master key', async () => {
  const by = environmentMasterKey(old).name;
  const to = masterKeys()[0].name;
  expect(await rewrap()).toEqual({ status: 1, said: { to, rewrapped: 0, foreign: { [by]: 1 } } });
  const file = join(folder, 'old-master-key');
  await writeFile(file, `${old}\n`);
  expect(await rewrap('--old-master-key-file', file)).toEqual({
    status: 0,
    said: { to, rewrapped: 1, foreign: {} },
  });
});
