import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSecrets } from '@/db/embedded/secrets';
import { type BackupRecord, baseFolder, listBackups } from './base/record';
import { checkStructure } from './drill/inspect';
import { BackupDamage } from './errors';
import { retention } from './prune/policy';
import { pruneBackups } from './prune/prune-backups';
import { BackupSandbox } from './testing/backup-sandbox';
import { endOf, startProcess } from './testing/other-process';
import { putJson } from './vault';

const box = new BackupSandbox();
const taken: BackupRecord[] = [];
/** What was in the database when each was taken. */
const states: unknown[] = [];
let after: unknown;

const contents = `SELECT json_build_object(
  'marks', (SELECT count(*) || ' ' || md5(string_agg(n || ':' || what, ',' ORDER BY n)) FROM marks),
  'tables', (SELECT json_agg(relname ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace))`;

async function backUp(parent?: BackupRecord): Promise<void> {
  states.push(await box.sql(contents));
  taken.push(await box.backUp({ parent }));
}

/** A full backup and two that build on it, with files that are changed, cut, grown again, dropped and made in between. */
beforeAll(async () => {
  await box.start({ summarize_wal: 'on', autovacuum: 'off' });
  await box.sql('CREATE TABLE marks (n int PRIMARY KEY, what text)');
  await box.sql("INSERT INTO marks SELECT n, repeat('x', 200) FROM generate_series(1, 20000) n");
  await box.sql('CREATE TABLE dropped AS SELECT generate_series(1, 5000) AS n');
  await box.sql('CREATE DATABASE elsewhere');
  box.startArchiving();
  await backUp();
  await box.sql("UPDATE marks SET what = 'changed' WHERE n BETWEEN 100 AND 120");
  await box.sql('DROP TABLE dropped');
  await box.sql('DROP DATABASE elsewhere');
  await box.sql('CREATE TABLE made AS SELECT generate_series(1, 5000) AS n');
  await box.sql('DELETE FROM marks WHERE n > 8000');
  await box.sql('VACUUM marks');
  await backUp(taken[0]);
  await box.sql("INSERT INTO marks SELECT n, repeat('y', 150) FROM generate_series(30001, 34000) n");
  await box.sql("UPDATE marks SET what = 'again' WHERE n BETWEEN 110 AND 130");
  await backUp(taken[1]);
  await box.sql("UPDATE marks SET what = 'later' WHERE n = 1");
  after = await box.sql(contents);
  await box.archived();
}, 120_000);
afterAll(() => box.remove());

const at = (number: number): BackupRecord => {
  const backup = taken[number];
  if (!backup) throw new Error('It was not taken.');
  return backup;
};
const [full, first, second] = [() => at(0), () => at(1), () => at(2)];

test('those that build on another one name it, and take less room', async () => {
  expect(taken.map(({ parent }) => parent)).toEqual([null, full().id, first().id]);
  expect((await listBackups(box.vault)).backups).toEqual(taken);
  for (const { storedBytes } of [first(), second()]) expect(storedBytes).toBeLessThan(full().storedBytes);
});

test.each([0, 1, 2])(
  'backup %i is restored as the database was, every page and index in order',
  async (number) => {
    const name = `backup-${number}`;
    const { into } = await box.restore({ kind: 'backup', id: at(number).id }, name, {
      inspect: ({ ownerUrl }) => checkStructure(ownerUrl, name),
    });
    expect(await box.ask(into, contents)).toEqual(states[number]);
    const names = readdirSync(join(into, 'postgres'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((one) => one.includes('INCREMENTAL.'))).toEqual([]);
  },
);

test('the log continues the newest of them', async () => {
  const { into, backup } = await box.restore({ kind: 'latest' }, 'latest');
  expect(backup).toBe(second().id);
  expect(await box.ask(into, contents)).toEqual(after);
});

/** Spoils a stored file, looks, and puts it back. */
async function whileSpoilt(name: string, spoil: (path: string) => void, look: () => Promise<void>) {
  const path = join(box.folder, name);
  const whole = readFileSync(path);
  spoil(path);
  await look();
  writeFileSync(path, whole);
}
const refused = async (reason: RegExp | string) => {
  const restoring = box.restore({ kind: 'backup', id: second().id }, 'spoilt');
  await expect(restoring).rejects.toThrow(reason);
  await expect(restoring).rejects.toBeInstanceOf(BackupDamage);
  expect(readdirSync(box.restoredFolder).filter((name) => name.startsWith('spoilt'))).toEqual([]);
};

test('a changed or missing part of any of them is found, and nothing is half restored', async () => {
  for (const backup of taken) {
    const tar = `${baseFolder(backup.systemId, backup.id)}/base.tar`;
    const flip = (path: string) => {
      const bytes = readFileSync(path);
      bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
      writeFileSync(path, bytes);
    };
    await whileSpoilt(tar, flip, () => refused(/base\.tar: was (cut off or )?changed/));
    await whileSpoilt(
      tar,
      (path) => renameSync(path, `${path}-away`),
      () => refused('base.tar: is missing'),
    );
  }
  for (const backup of [full(), first()]) {
    const record = `${baseFolder(backup.systemId, backup.id)}/backup.json`;
    await whileSpoilt(
      record,
      (path) => renameSync(path, `${path}-away`),
      () => refused(/is missing, and .* holds only/),
    );
  }
});

test('one whose record names another parent than the server built it on is refused', async () => {
  const name = `${baseFolder(second().systemId, second().id)}/backup.json`;
  await whileSpoilt(
    name,
    (path) => renameSync(path, `${path}-away`),
    async () => {
      await putJson(box.vault, name, { ...second(), parent: full().id });
      await refused(`not on ${full().id}`);
      await box.vault.storage.remove(name);
    },
  );
});

test('killed, it is not listed, and the next one clears away what it left', async () => {
  const { masterKey, ...secrets } = loadSecrets(box.sandbox.dataDir);
  for (const dieAt of ['archive begun', 'record'] as const) {
    const order = { work: 'backup', folder: box.folder, masterKey, url: box.backupUrl, secrets } as const;
    const killed = startProcess({ ...order, dieAt, parent: second() });
    expect(await endOf(killed)).toBe('SIGKILL');
    expect((await listBackups(box.vault)).backups).toEqual(taken);
  }
  const third = await box.backUp({ parent: second() });
  taken.push(third);
  const folders = new Set(
    (await box.vault.storage.list(`${third.systemId}/base/`)).map(({ name }) => name.split('/')[2]),
  );
  expect([...folders].toSorted()).toEqual(taken.map(({ id }) => id).toSorted());
});

test('pruning takes none that another one builds on', async () => {
  const none = {
    policy: { ...retention, everyDays: 0, anyMomentDays: 0, monthlyDays: 0 },
    isProtected: false,
  };
  expect(await pruneBackups(box.vault, none)).toMatchObject({ backups: [], kept: taken.length });
});
