import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bucket } from '@/lib/object-storage/bucket';
import { S3Server } from '@/lib/object-storage/testing/s3-server';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { s3Storage } from '../storage/s3-storage';
import type { BackupStorage } from '../storage/storage';
import type { Vault } from '../vault';
import { claimVault, takeOverVault, VaultTaken } from './claim-vault';
import { mayPruneUnasked, restDays } from './may-prune-unasked';
import { keeperOf, keeperOfServer } from './own-place';

let folder = '';
let server: S3Server;
const key = backupKey(Buffer.alloc(32, 1).toString('base64'));
const keeper = (name: string) => ({ installation: name, place: `${name}.school:/data` });
const kinds: Record<string, () => BackupStorage> = {
  folder: () => folderStorage(join(folder, 'vault')),
  bucket: () => s3Storage(new Bucket('s3://school/backups', server.settings)),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-owner-'));
  server = await new S3Server().start();
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each(Object.keys(kinds))(
  'of many that come at once into a %s one has it, and is known to all',
  async (kind) => {
    const vault: Vault = { storage: kinds[kind]?.() ?? folderStorage(folder), key };
    const names = ['a', 'b', 'c', 'd', 'e'];
    const tries = await Promise.allSettled(names.map((name) => claimVault(vault, keeper(name))));
    const winner = names[tries.findIndex(({ status }) => status === 'fulfilled')] ?? '';
    const lost = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(lost).toHaveLength(4);
    for (const reason of lost) {
      expect(reason).toBeInstanceOf(VaultTaken);
      expect(reason.message).toContain(`${winner}.school:/data`);
    }
    await expect(claimVault(vault, keeper(winner))).resolves.toBeUndefined();
  },
);

test('it changes hands only where somebody decides it, and then the one before is refused', async () => {
  const vault: Vault = { storage: folderStorage(folder), key };
  await claimVault(vault, keeper('old'));
  expect(await takeOverVault(vault, keeper('new'), 'a test')).toMatchObject({ installation: 'old' });
  await expect(claimVault(vault, keeper('old'))).rejects.toThrow('new.school:/data');
  await expect(takeOverVault(vault, keeper('new'), 'again')).rejects.toThrow('already');
  const takers = ['x', 'y'].map((name) => takeOverVault(vault, keeper(name), 'both'));
  await Promise.all(takers);
  const both = await Promise.allSettled(['x', 'y'].map((name) => claimVault(vault, keeper(name))));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a vault under another master key is another server’s', async () => {
  const storage = folderStorage(folder);
  await claimVault({ storage, key }, keeper('one'));
  const other = { storage, key: backupKey(Buffer.alloc(32, 2).toString('base64')) };
  await expect(claimVault(other, keeper('one'))).rejects.toThrow('another MASTER_KEY');
  await expect(claimVault({ ...other, older: [key] }, keeper('one'))).resolves.toBeUndefined();
});

test('an installation keeps its name, and another folder has another one', () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  expect(keeperOf(one)).toEqual(keeperOf(one));
  expect(keeperOf(two).installation).not.toBe(keeperOf(one).installation);
  expect(readdirSync(one)).toEqual(['installation']);
});

test('whoever works with one database is one installation; the same database elsewhere is another one', () => {
  const at = (address: string) => keeperOfServer(`postgres://${address}`);
  expect(at('owner:secret@db.school:5432/school')).toEqual(at('school_app:other@db.school/school'));
  expect(at('a@db.school/school').place).toBe('db.school:5432/school');
  for (const other of ['a@db2.school/school', 'a@db.school:6432/school', 'a@db.school/copy'])
    expect(at(other).installation).not.toBe(at('a@db.school/school').installation);
  expect(at('a@127.0.0.1/school').place, 'every machine has a localhost').not.toContain('127.0.0.1');
});

test('a server that has taken over removes nothing unasked while what was lost has to be entered again', async () => {
  const vault: Vault = { storage: folderStorage(join(folder, 'vault')), key };
  const rest = restDays * 86_400_000;
  await claimVault(vault, keeper('a'));
  expect(await mayPruneUnasked(vault, Date.now())).toBe(true);
  await takeOverVault(vault, keeper('b'), 'restored');
  expect(await mayPruneUnasked(vault, Date.now())).toBe(false);
  expect(await mayPruneUnasked(vault, Date.now() + rest)).toBe(true);
});
