import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { erasureListFile } from '@/lib/records/erasure/erasure-list';
import { compress } from '../compression';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { putJson, putSealed, type Vault } from '../vault';
import { createArchive } from './create-archive';
import { type ArchivedTable, type ArchiveRecord, recordFile, tableFile } from './record';
import { StreamTally } from './row-tally';
import { ArchiveSandbox, ask, countTables } from './testing/archive-sandbox';
import { readArchive } from './verify-archive';

const box = new ArchiveSandbox(inject('serverUrl'));
let db: TestDatabase;
let record: ArchiveRecord;
let url = '';
/** A copy of the vault that each test may spoil. */
let folder = '';
let vault: Vault;
let copies = 0;

beforeAll(async () => {
  db = await testDatabase();
  await createClassroom(db.owner, 2, 'spoilt');
  record = await createArchive({ vault: box.vault, url: db.ownerUrl });
  url = await box.emptyDatabase();
});
afterAll(async () => {
  await box.remove();
  await db.close();
});
beforeEach(() => {
  folder = join(box.folder, `spoilt-${copies++}`);
  cpSync(join(box.folder, 'vault'), folder, { recursive: true });
  vault = { storage: folderStorage(folder), key: box.vault.key };
});

const fileOf = (name: string) => join(folder, name);
const users = () => fileOf(tableFile(record.id, 'users'));

async function expectRefusal(reason: RegExp | string, changes = {}): Promise<void> {
  await expect(box.restore(record.id, url, { vault, ...changes })).rejects.toThrow(reason);
  expect(await countTables(url)).toBe(0);
}

test('flipped, cut, exchanged or missing files are found, and the database stays empty', async () => {
  const expectFound = (reason: RegExp) => expect(readArchive(vault, record)).rejects.toThrow(reason);
  const whole = readFileSync(users());
  writeFileSync(users(), whole.subarray(0, whole.length - 3));
  await expectFound(/users\.copy: was cut off/);
  writeFileSync(users(), readFileSync(fileOf(tableFile(record.id, 'courses'))));
  await expectFound(/users\.copy: was/);
  rmSync(users());
  await expectFound(/users\.copy: is missing/);
  const flipped = Buffer.from(whole);
  flipped.writeUInt8(flipped.readUInt8(80) ^ 1, 80);
  writeFileSync(users(), flipped);
  await expectFound(/users\.copy: was (cut off or )?changed/);
  await expectRefusal(/users\.copy: was (cut off or )?changed/);
});

test('another key opens nothing, and a name that is not there is answered with those that are', async () => {
  const wrong = { ...vault, key: backupKey(Buffer.alloc(32, 9).toString('base64')) };
  await expectRefusal('was sealed with another MASTER_KEY', { vault: wrong });
  await expectRefusal(record.id, { id: 'nothing' });
});

/** Puts other rows in place of a table's, sealed and recorded as if they had always been there. */
async function forge(name: string, rows: string, more: Partial<ArchiveRecord> = {}): Promise<void> {
  const bytes = Buffer.from(rows);
  const tally = new StreamTally();
  tally.add(bytes);
  const file = tableFile(record.id, name);
  await vault.storage.remove(file);
  await putSealed(vault, file, compress(Readable.from([bytes])));
  const facts = { rows: tally.rows, bytes: tally.bytes, sha256: tally.sha256() };
  const tables = record.tables.map(
    (table): ArchivedTable => (table.name === name ? { ...table, ...facts } : table),
  );
  await rewrite({ tables, ...more });
}

async function rewrite(changes: Partial<ArchiveRecord>): Promise<void> {
  await vault.storage.remove(recordFile(record.id));
  await putJson(vault, recordFile(record.id), { ...record, ...changes });
}

test('rows that break a constraint do not go in, whoever sealed them', async () => {
  await forge('users', '');
  await expectRefusal(/courses\.copy: does not go into its table: .*foreign key/);
});

test('a record that lies about its rows, its tables or its schema is refused', async () => {
  const [first, ...others] = record.tables;
  await rewrite({ tables: others });
  await expectRefusal(`does not fit the schema of then: ${first?.name}`);
  await rewrite({ tables: record.tables.map((table) => ({ ...table, rows: table.rows + 1 })) });
  await expectRefusal('is not what the archive’s record says');
  await rewrite({ schema: { ...record.schema, createdAt: record.schema.createdAt + 1 } });
  await expectRefusal('does not know');
  await rewrite({ schema: { ...record.schema, hash: 'x' } });
  await expectRefusal('does not know');
});

test('a newer server’s archive and one with keys of another master key are refused before anything is done', async () => {
  await rewrite({ serverVersion: '99.1' });
  await expectRefusal('PostgreSQL 99');
  await rewrite({ keys: { ...record.keys, masterKeys: ['environment 00000000'] } });
  await expectRefusal('another master key');
});

test('a database that holds something is left alone', async () => {
  const used = await box.emptyDatabase();
  await ask(used, 'CREATE TABLE thesis (n int); INSERT INTO thesis VALUES (1)');
  await expect(box.restore(record.id, used)).rejects.toThrow('not empty (public.thesis)');
  await expect(box.restore(record.id, db.ownerUrl)).rejects.toThrow('not empty');
  expect(await ask(used, 'SELECT n FROM thesis')).toEqual([{ n: 1 }]);
});

test('what fails after the rows are in leaves the database empty; tried again and stopped, too', async () => {
  const listFolder = join(folder, 'lists');
  mkdirSync(erasureListFile(listFolder), { recursive: true });
  await expectRefusal('EISDIR', { listFolder });
  const stopping = new AbortController();
  await expectRefusal('stopped half way', {
    signal: stopping.signal,
    onProgress: (done: number) => {
      if (done > 0.4) stopping.abort(new Error('stopped half way'));
    },
  });
});

test('a login that may not read a column takes no archive, which would look like a whole one', async () => {
  const names = async () => (await box.vault.storage.list('')).map(({ name }) => name);
  const before = await names();
  const taking = createArchive({ vault: box.vault, url: db.url });
  await expect(taking).rejects.toThrow(
    'cannot read users.password_hash: archives are taken with the owner’s',
  );
  expect(await names()).toEqual(before);
});
