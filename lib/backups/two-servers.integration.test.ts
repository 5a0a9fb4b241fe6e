import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBackupPassword } from '@/db/embedded/backup-password';
import { SMALL } from '@/db/embedded/sandbox';
import { loadSecrets } from '@/db/embedded/secrets';
import { type EmbeddedServer, startEmbedded } from '@/db/embedded/server';
import { ensureBackupRole } from '@/db/roles';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { createBackup } from './base/create-backup';
import { listBackups } from './base/record';
import { keepArchive } from './keep-archive';
import { takeOverVault, VaultTaken } from './ownership/claim-vault';
import { readBackupState } from './state';
import { takeBackup } from './take-backup';
import { BackupSandbox } from './testing/backup-sandbox';
import { archiveWal } from './wal/archive-wal';
import { verifyLog } from './wal/verify-log';

const noSecrets = { ownerPassword: 'x', appPassword: 'x', authSecret: 'x' };
/** Each database is its server's own, as with `npm start`. */
process.env.EMBEDDED_DATABASE = '1';

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(100);
}

describe('two installations with one vault', () => {
  const one = new BackupSandbox();
  const two = new BackupSandbox(one.vault.storage);
  const stopping = new AbortController();
  const databases: TestDatabase[] = [];
  const vault = one.vault;
  const keeper = (place: string) => ({ installation: place, place });

  beforeAll(async () => {
    for (const box of [one, two]) {
      databases.push(await testDatabase());
      await box.start();
    }
  });
  afterAll(async () => {
    stopping.abort();
    for (const box of [one, two]) await box.remove();
    for (const database of databases) await database.close();
  });

  const installationOf = (box: BackupSandbox) => ({
    vault,
    keeper: keeper(box === one ? 'one' : 'two'),
    url: box.backupUrl,
    secrets: noSecrets,
    isForeign: false,
  });
  const databaseOf = (box: BackupSandbox) => {
    const found = databases[box === one ? 0 : 1];
    if (!found) throw new Error('There is no database.');
    return found.database;
  };
  const codesOf = async (box: BackupSandbox) => (await asSystem(readBackupState, databaseOf(box))).alarms;

  test('that begin at once end in one that archives; the other is refused, and says so as an alarm', async () => {
    const ended = new Map<BackupSandbox, unknown>();
    for (const box of [one, two])
      void keepArchive(databaseOf(box), stopping.signal, installationOf(box)).catch((error: unknown) =>
        ended.set(box, error),
      );
    await until(async () => ended.size > 0);
    const [loser = two] = ended.keys();
    const winner = loser === one ? two : one;
    expect(ended.get(loser)).toBeInstanceOf(VaultTaken);
    expect(await codesOf(loser)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'archive-failing',
          tone: 'critical',
          advice: expect.stringContaining(`another server’s (${winner === one ? 'one' : 'two'}`),
        }),
      ]),
    );

    await expect(takeBackup(databaseOf(loser), installationOf(loser), { by: 'a test' })).rejects.toThrow(
      VaultTaken,
    );
    const backup = await takeBackup(databaseOf(winner), installationOf(winner), { by: 'a test' });
    expect((await listBackups(vault)).backups).toEqual([backup]);
    expect(await vault.storage.folders()).toEqual([backup.systemId, 'owners']);

    await takeOverVault(vault, keeper(loser === one ? 'one' : 'two'), 'a test');
    await until(async () => ended.size > 1);
    expect(ended.get(winner)).toBeInstanceOf(VaultTaken);
    await expect(takeBackup(databaseOf(winner), installationOf(winner), { by: 'a test' })).rejects.toThrow(
      VaultTaken,
    );
    await takeBackup(databaseOf(loser), installationOf(loser), { by: 'a test' });
    expect((await listBackups(vault)).backups).toHaveLength(2);
  });
});

describe('two servers restored from one backup, on one timeline, whom nobody told of each other', () => {
  const box = new BackupSandbox();
  const servers: EmbeddedServer[] = [];
  const stopping = new AbortController();
  const twins: { url: string; backupUrl: string }[] = [];
  let systemId = '';
  const { masterKey: _, ...secrets } = loadSecrets(box.sandbox.dataDir);

  beforeAll(async () => {
    await box.start();
    await box.sql('CREATE TABLE marks (who text, n int)');
    box.startArchiving();
    ({ systemId } = await box.backUp());
    await box.archived();
    await box.stopArchiving();
    for (const name of ['first', 'second']) {
      const { into } = await box.restore({ kind: 'latest' }, name);
      const server = await startEmbedded({ dataDir: into, settings: SMALL });
      servers.push(server);
      const { backupUrl } = await ensureBackupRole(server.ownerUrl, readBackupPassword(into));
      twins.push({ url: server.ownerUrl, backupUrl });
    }
  });
  afterAll(async () => {
    stopping.abort();
    for (const server of servers) await server.stop();
    await box.remove();
  });

  const twin = (at: number) => twins[at] ?? { url: '', backupUrl: '' };
  const write = async (at: number, n: number) => {
    await box.sql(`INSERT INTO marks VALUES ('twin ${at}', ${n})`, twin(at).url);
    await box.sql('SELECT pg_switch_wal()', twin(at).url);
  };
  /** Until the server lets go of the connection before, it takes another one for a second archive. */
  async function archive(at: number): Promise<number> {
    for (;;) {
      const completed = await archiveWal({
        vault: box.vault,
        url: twin(at).backupUrl,
        signal: stopping.signal,
      });
      if (completed !== null) return completed;
      await sleep(100);
    }
  }
  const ofSecond = async (end: string) =>
    (await box.vault.storage.list(`${systemId}/wal/00000002`)).filter(({ name }) => name.endsWith(end));
  const wholeOfSecond = async () => (await ofSecond('')).filter(({ name }) => /[0-9A-F]{24}$/.test(name));

  test('one of them has the log; the other is refused, again and again, and the chain is of one server', async () => {
    for (const at of [0, 1])
      expect(await box.sql('SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)', twin(at).url)).toBe(
        '00000002',
      );
    const first = archive(0);
    const second = archive(1).then(
      () => 'stopped',
      (error: unknown) => String(error),
    );
    // Each has begun its own file of the same segment.
    await until(async () => (await ofSecond('.growing')).length > 1);
    await write(0, 1);
    await until(async () => (await wholeOfSecond()).length > 0);
    await write(1, 1);
    expect(await second).toContain('with other content');
    await expect(archive(1)).rejects.toThrow('is another server’s: this one’s log has other content there');
    await write(0, 2);
    await until(async () => (await wholeOfSecond()).length > 1);
    await expect(archive(1)).rejects.toThrow('is another server’s');
    for (const n of [3, 4, 5]) await write(1, n);
    await expect(archive(1)).rejects.toThrow('is another server’s');

    const backup = await createBackup({ vault: box.vault, url: twin(0).backupUrl, secrets });
    await write(0, 3);
    const count = (await wholeOfSecond()).length;
    await write(0, 4);
    await until(async () => (await wholeOfSecond()).length > count);
    stopping.abort();
    await first;
    expect(await verifyLog(box.vault, backup)).toBeGreaterThan(0);
    const { into } = await box.restore({ kind: 'latest' }, 'third');
    expect(
      await box.ask(into, "SELECT string_agg(who || ' ' || n, ', ' ORDER BY who, n) FROM marks"),
    ).toMatch(/^twin 0 1, twin 0 2, twin 0 3(, twin 0 4)?$/);
  });
});
