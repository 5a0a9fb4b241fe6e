import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BackupRecord, baseFolder, listBackups } from './base/record';
import { tarOf } from './base/testing/tar-of';
import { compress } from './compression';
import { restoreBackup } from './restore/restore-backup';
import { backupKey } from './seal/keys';
import { folderStorage } from './storage/folder-storage';
import { BackupSandbox } from './testing/backup-sandbox';
import { putJson, putSealed, type Vault } from './vault';
import { readSegment, storeSegment } from './wal/archive';
import { verifyLog } from './wal/verify-log';

const box = new BackupSandbox();
let backup: BackupRecord;
let older: BackupRecord;
let log: string[] = [];
/** A copy of the vault that each test may spoil. */
let folder = '';
let vault: Vault;
let into = '';

/** Two backups and a log of several segments, the archive interrupted once in between. */
beforeAll(async () => {
  await box.start();
  await box.sql(
    "CREATE TABLE planted AS SELECT 'a planted secret' AS words, n FROM generate_series(1, 500) n",
  );
  older = await box.backUp();
  box.startArchiving();
  backup = await box.backUp();
  for (let n = 0; n < 4; n++) {
    if (n === 2) {
      expect(await box.stopArchiving()).toBeGreaterThanOrEqual(0);
      await box.sql('INSERT INTO planted SELECT words, 600 FROM planted');
      box.startArchiving();
    }
    await box.sql('INSERT INTO planted VALUES ($$a planted secret$$, 601)');
    await box.sql('SELECT pg_switch_wal()');
  }
  await box.archived();
  await box.stopArchiving();
  const names = (await box.vault.storage.list(`${backup.systemId}/wal/`)).map(({ name }) => name);
  log = names.filter((name) => !name.endsWith('.growing'));
});
afterAll(() => box.remove());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-spoilt-'));
  cpSync(box.folder, folder, { recursive: true });
  vault = { storage: folderStorage(folder), key: box.vault.key };
  into = join(folder, 'restored');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const restore = (using = vault) =>
  restoreBackup({ vault: using, masterKey: box.masterKey, target: { kind: 'latest' }, into });
const fileOf = (name: string) => join(folder, name);
const archiveOf = ({ systemId, id }: BackupRecord) => `${baseFolder(systemId, id)}/base.tar`;
const change = (name: string, edit: (bytes: Buffer) => Buffer) =>
  writeFileSync(fileOf(name), edit(readFileSync(fileOf(name))));
const flip = (bytes: Buffer) => {
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  return bytes;
};

async function expectRefusal(reason: string | RegExp, using = vault): Promise<void> {
  await expect(restore(using)).rejects.toThrow(reason);
  expect(existsSync(into)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([]);
}

test('the log has no hole where the archive was interrupted, and no planted word is anywhere in the vault', async () => {
  expect(log.length).toBeGreaterThanOrEqual(4);
  expect(await verifyLog(vault, backup)).toBeGreaterThanOrEqual(4);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isFile = /(tar|manifest|json|growing|[0-9A-F]{24})$/.test(name);
    if (isFile) expect(readFileSync(fileOf(name)).includes('planted')).toBe(false);
  }
});

test.each(['base.tar', 'backup_manifest'])(
  'a changed, cut off, longer, exchanged or missing %s is refused',
  async (part) => {
    const name = `${baseFolder(backup.systemId, backup.id)}/${part}`;
    const other = `${baseFolder(older.systemId, older.id)}/${part}`;
    const whole = readFileSync(fileOf(name));
    const spoil: [() => void, RegExp][] = [
      [() => change(name, flip), /changed/],
      [() => writeFileSync(fileOf(name), whole.subarray(0, whole.length - 100)), /cut off/],
      [() => writeFileSync(fileOf(name), Buffer.concat([whole, Buffer.from('more')])), /added|changed/],
      [() => writeFileSync(fileOf(name), readFileSync(fileOf(other))), /changed/],
      [() => rmSync(fileOf(name)), /missing/],
    ];
    for (const [act, reason] of spoil) {
      act();
      await expectRefusal(reason);
    }
  },
);

test('a changed, exchanged or missing segment in the middle is refused before a server starts', async () => {
  const [, middle = '', next = ''] = log.slice(-3);
  const whole = readFileSync(fileOf(middle));
  change(middle, flip);
  await expectRefusal(/changed/);
  writeFileSync(fileOf(middle), readFileSync(fileOf(next)));
  await expectRefusal(/changed/);
  renameSync(fileOf(middle), `${fileOf(middle)}.gone`);
  rmSync(`${fileOf(middle)}.gone`);
  await expectRefusal(new RegExp(`${middle}: is missing from the log, and later segments are there`));
  writeFileSync(fileOf(middle), whole);
  await expect(verifyLog(vault, backup)).resolves.toBeGreaterThanOrEqual(4);
});

test('another key opens nothing, and a record that cannot be read is reported, not passed over', async () => {
  const wrong = { ...vault, key: backupKey(Buffer.alloc(32, 9).toString('base64')) };
  expect((await listBackups(wrong)).damaged.map(({ reason }) => reason)).toEqual([
    'was sealed with another MASTER_KEY',
    'was sealed with another MASTER_KEY',
  ]);
  await expectRefusal('was sealed with another MASTER_KEY', wrong);
  const changed = { ...wrong, older: [vault.key] };
  expect(await listBackups(changed)).toMatchObject({
    backups: [{ id: older.id }, { id: backup.id }],
    damaged: [],
  });
  expect(await verifyLog(changed, backup)).toBeGreaterThanOrEqual(4);
  change(`${baseFolder(backup.systemId, backup.id)}/backup.json`, flip);
  expect((await listBackups(vault)).damaged).toHaveLength(1);
});

test('the same segment with the same content is kept once; other content under its name is refused', async () => {
  const [name = ''] = log;
  const segment = await readSegment(vault, name);
  await storeSegment(vault, name, segment);
  const other = { ...segment, content: flip(Buffer.from(segment.content)) };
  await expect(storeSegment(vault, name, other)).rejects.toThrow('with other content');
  expect((await readSegment(vault, name)).content.equals(segment.content)).toBe(true);
});

test.each([
  ['../evil', '0', /leads out/],
  ['/etc/evil', '0', /leads out/],
  ['pg_wal', '2', /link/],
  ['not-in-manifest', '0', /not in its manifest/],
])('sealed by us or not, an archive with an entry %s of type %s is refused', async (path, type, reason) => {
  const id = '29990101T000000Z-aaaaaa';
  const base = baseFolder(backup.systemId, id);
  const head = '{ "PostgreSQL-Backup-Manifest-Version": 2,\n"Files": [],\n"WAL-Ranges": [],\n';
  const checksum = createHash('sha256').update(head).digest('hex');
  const manifest = Buffer.from(`${head}"Manifest-Checksum": "${checksum}"}\n`);
  const archive = tarOf([{ path, type, content: type === '0' ? 'evil' : '' }]);
  await putSealed(vault, `${base}/base.tar`, compress(Readable.from([archive])));
  await putSealed(vault, `${base}/backup_manifest`, Readable.from([manifest]));
  await putJson(vault, `${base}/backup.json`, { ...backup, id, endedAt: '2999-01-01T00:00:00Z' });
  await expectRefusal(reason);
  expect(existsSync(join(folder, 'evil'))).toBe(false);
});

test('a backup that is stopped at any point is not listed and leaves nothing', async () => {
  const before = (await box.vault.storage.list('')).map(({ name }) => name);
  for (const point of [0, 0.1, 0.3, 0.55, 0.6]) {
    const stopping = new AbortController();
    const taking = box.backUp({
      signal: stopping.signal,
      onProgress: (done) => {
        if (done >= point) stopping.abort(new Error(`stopped at ${point}`));
      },
    });
    await expect(taking).rejects.toThrow(`stopped at ${point}`);
  }
  expect((await box.vault.storage.list('')).map(({ name }) => name)).toEqual(before);
});

test('what a killed backup leaves is not listed', async () => {
  rmSync(fileOf(`${baseFolder(backup.systemId, backup.id)}/backup.json`));
  writeFileSync(`${fileOf(archiveOf(older))}.abc.unfinished`, 'half');
  expect((await listBackups(vault)).backups.map(({ id }) => id)).toEqual([older.id]);
  expect((await vault.storage.list('')).some(({ name }) => name.endsWith('unfinished'))).toBe(false);
});
