import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { baseFolder } from './base/record';
import { backupKey } from './seal/keys';
import { folderStorage } from './storage/folder-storage';
import { backupRecord } from './testing/backup-record';
import { storeBase } from './testing/store-base';
import type { Vault } from './vault';
import { verifyVault } from './verify-vault';

let folder = '';
let vault: Vault;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-verify-'));
  vault = { storage: folderStorage(folder), key: backupKey(Buffer.alloc(32, 1).toString('base64')) };
  await storeBase(vault, backupRecord({ id: 'full' }));
  await storeBase(vault, backupRecord({ id: 'since', parent: 'full', endedAt: '2026-11-26T04:00:00.000Z' }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function flip(id: string, part: string): void {
  const path = join(folder, baseFolder('7', id), part);
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  writeFileSync(path, bytes);
}

const faultsOf = async (id?: string) => {
  const { checked, damaged } = await verifyVault(vault, { id });
  return { checked: checked.map(({ id: name, fault }) => [name, fault !== null]), damaged: damaged.length };
};

test('what is whole is well, one by one and together', async () => {
  expect(await faultsOf()).toEqual({
    checked: [
      ['full', false],
      ['since', false],
    ],
    damaged: 0,
  });
  expect(await faultsOf('since')).toEqual({ checked: [['since', false]], damaged: 0 });
});

test('one whose record cannot be read is damaged, also where it is asked for by name', async () => {
  flip('full', 'backup.json');
  expect(await faultsOf('full')).toEqual({ checked: [], damaged: 1 });
  vault = { ...vault, key: backupKey(Buffer.alloc(32, 2).toString('base64')) };
  const { damaged } = await verifyVault(vault, { id: 'since' });
  expect(damaged).toEqual([expect.stringContaining('was sealed with another MASTER_KEY')]);
});

test('a name that is none is refused, whatever else is damaged', async () => {
  await expect(verifyVault(vault, { id: 'sinse' })).rejects.toThrow('no complete backup or archive “sinse”');
  flip('full', 'backup.json');
  await expect(verifyVault(vault, { id: 'sinse' })).rejects.toThrow('Records that cannot be read: 1');
});

test('what builds on a damaged one is damaged too', async () => {
  flip('full', 'base.tar');
  expect(await faultsOf('since')).toEqual({ checked: [['since', true]], damaged: 0 });
  expect(await faultsOf()).toEqual({
    checked: [
      ['full', true],
      ['since', true],
    ],
    damaged: 0,
  });
});
