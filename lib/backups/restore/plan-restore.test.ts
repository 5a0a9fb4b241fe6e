import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from '@/db/embedded/secrets';
import { recordFile } from '../base/record';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { backupRecord } from '../testing/backup-record';
import { putJson, type Vault } from '../vault';
import { planRestore } from './plan-restore';
import { writeSecrets } from './write-secrets';

const keyOf = (digit: number) => Buffer.alloc(32, digit).toString('base64');
const [right, wrong, later] = [keyOf(1), keyOf(2), keyOf(3)];
const backup = backupRecord({ id: 'one', endedAt: '2026-11-25T03:00:00.000Z' });
let folder = '';
let vault: Vault;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-plan-'));
  vault = { storage: folderStorage(join(folder, 'vault')), key: backupKey(right) };
  await putJson(vault, recordFile('7', 'one'), backup);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const foreign = (id: string) => putJson({ ...vault, key: backupKey(wrong) }, recordFile('7', id), { id });
const reason = 'was sealed with another MASTER_KEY';

test('with the wrong key the reason is told, and not that there is nothing', async () => {
  const using = { ...vault, key: backupKey(wrong) };
  for (const target of [
    { kind: 'latest' },
    { kind: 'backup', id: 'one' },
    { kind: 'time', at: '2026-11-25T04:00:00.000Z' },
  ] as const)
    await expect(planRestore(using, target)).rejects.toThrow(`7/base/one/backup.json: ${reason}`);
});

test('a backup that is asked for by name and cannot be read is not said to be missing', async () => {
  await foreign('two');
  await expect(planRestore(vault, { kind: 'backup', id: 'two' })).rejects.toThrow(reason);
  await expect(planRestore(vault, { kind: 'backup', id: 'three' })).rejects.toThrow(
    'There is no complete backup “three”',
  );
});

test('what could not be read is named where something else is restored, and where nothing can be', async () => {
  await foreign('two');
  expect((await planRestore(vault, { kind: 'latest' })).unread).toEqual([
    `7/base/two/backup.json: ${reason}`,
  ]);
  const early = planRestore(vault, { kind: 'time', at: '2026-11-24T04:00:00.000Z' });
  await expect(early).rejects.toThrow(/before the oldest backup.*cannot be read: 7\/base\/two/);
});

test('an increment whose full backup cannot be read says so', async () => {
  await foreign('two');
  await putJson(vault, recordFile('7', 'three'), { ...backup, id: 'three', parent: 'two' });
  await expect(planRestore(vault, { kind: 'backup', id: 'three' })).rejects.toThrow(
    `7/base/two/backup.json: ${reason}, and three holds only what has changed since`,
  );
});

test('the restored folder has the key that opened the backup, and knows the others as previous ones', async () => {
  expect(await writeSecrets(folder, { vault, backup }, [wrong, right, later])).toBe(false);
  expect(loadSecrets(folder)).toMatchObject({ masterKey: right, previousMasterKeys: [wrong, later] });
  expect(await writeSecrets(folder, { vault, backup }, [right])).toBe(true);
  expect(loadSecrets(folder)).not.toHaveProperty('previousMasterKeys');
  await expect(writeSecrets(folder, { vault, backup }, [wrong])).rejects.toThrow(reason);
});
