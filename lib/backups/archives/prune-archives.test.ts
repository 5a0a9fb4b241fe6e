import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { longestOf, retention } from '../prune/policy';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { putJson, putSealed, type Vault } from '../vault';
import { holdArchive, listArchiveHolds, releaseArchive } from './holds';
import { pruneArchives } from './prune-archives';
import { type ArchiveRecord, listArchives, recordFile, tableFile } from './record';

let folder = '';
let vault: Vault;
const day = 86_400_000;
const free = { policy: retention, isProtected: false };
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-prune-'));
  vault = { storage: folderStorage(folder), key: backupKey() };
  for (const days of [3_000, 2_800, 20]) await store(`of-${days}`, daysAgo(days));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function store(id: string, takenAt: string): Promise<void> {
  await putSealed(vault, tableFile(id, 'users'), Readable.from([Buffer.from('1\n')]));
  const record: ArchiveRecord = {
    format: 1,
    id,
    takenAt,
    endedAt: takenAt,
    serverVersion: '18.4',
    schema: { tag: '0026', hash: 'x', createdAt: 1 },
    tables: [],
    trailMonths: [],
    sequences: [],
    keys: { masterKeys: [], dataKeys: [] },
    dataClasses: [],
    leftOut: [],
  };
  await putJson(vault, recordFile(id), record);
}

const ids = async () => (await listArchives(vault)).archives.map(({ id }) => id);

test('what the policy does not keep goes with all its files; a dry run only says so', async () => {
  expect((await pruneArchives(vault, free, { dryRun: true })).removed).toEqual(['of-3000', 'of-2800']);
  expect(await ids()).toHaveLength(3);
  expect(await pruneArchives(vault, free)).toEqual({
    removed: ['of-3000', 'of-2800'],
    unfinished: 0,
    kept: 1,
  });
  expect((await vault.storage.list('')).map(({ name }) => name)).toEqual([
    'archives/of-20/archive.json',
    'archives/of-20/users.copy',
  ]);
});

test('a held archive stays until it is released, all of them while a record is protected', async () => {
  await holdArchive(vault, 'of-3000', 'a lawsuit', 'a test');
  await expect(holdArchive(vault, 'of-3000', 'again', 'a test')).rejects.toThrow('held already');
  expect((await listArchiveHolds(vault, ['of-3000', 'of-20'])).get('of-3000')).toMatchObject({
    reason: 'a lawsuit',
  });
  expect((await pruneArchives(vault, { ...free, isProtected: true })).removed).toEqual([]);
  expect((await pruneArchives(vault, free)).removed).toEqual(['of-2800']);
  await releaseArchive(vault, 'of-3000');
  await expect(releaseArchive(vault, 'of-3000')).rejects.toThrow('of-3000 is not held');
  expect((await pruneArchives(vault, free)).removed).toEqual(['of-3000']);
});

test('what an interrupted archive left goes after a day, not while it may still be written', async () => {
  for (const id of ['young', 'old'])
    await putSealed(vault, tableFile(id, 'users'), Readable.from([Buffer.from('1\n')]));
  const before = (Date.now() - 2 * day) / 1000;
  utimesSync(join(folder, tableFile('old', 'users')), before, before);
  expect((await pruneArchives(vault, { ...free, isProtected: true })).unfinished).toBe(1);
  expect((await vault.storage.list('archives/young/')).length).toBe(1);
  expect(await vault.storage.list('archives/old/')).toEqual([]);
});

test('where an institution asks for longer, they stay for longer', async () => {
  const eight = longestOf(retention, { everyDays: 1, anyMomentDays: 1, monthlyDays: 8 * 365 });
  expect((await pruneArchives(vault, { policy: eight, isProtected: false })).removed).toEqual(['of-3000']);
});
