import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entranceRole } from '@/db/embedded/foreign';
import { query, Sandbox, SMALL } from '@/db/embedded/sandbox';
import { startEmbedded } from '@/db/embedded/server';
import { ensureBackupRole } from '@/db/roles';
import { createBackup } from './base/create-backup';
import { type BackupRecord, listBackups, recordFile } from './base/record';
import { drill } from './drill/drill';
import { inspectRestored } from './drill/inspect';
import { BackupRefusal } from './errors';
import { findInstallation, requireInstallation } from './installation';
import { markRestorePoint } from './keep-archive';
import { claimVault, takeOverVault, VaultTaken } from './ownership/claim-vault';
import { keeperOfServer } from './ownership/own-place';
import { platform } from './platform';
import { readMissing } from './readiness/read-missing';
import { connectReplication } from './replication/connection';
import { restoreBackup } from './restore/restore-backup';
import type { RestoreTarget } from './restore/target';
import { takeBackup, takeBackupIfDue } from './take-backup';
import { OwnServer } from './testing/own-server';
import { putJson } from './vault';
import { readCoverage } from './wal/coverage';
import { dropSlot, slotName } from './wal/slot';

const own = new OwnServer();
const marks = "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM marks";
const codes = async () => (await own.state()).alarms.map(({ code }) => code);

beforeAll(() => own.start());
afterAll(() => own.remove());

function installed() {
  const installation = findInstallation();
  if (!installation) throw new Error('Nothing is backed up from here.');
  return installation;
}
const backUp = (parent?: BackupRecord) => takeBackup(own.database, installed(), { by: 'a test', parent });
/** Log without a commit makes the server say how late it is. */
async function archived(moment = new Date().toISOString()): Promise<void> {
  const { vault } = installed();
  const reached = async () => {
    const newest = (await listBackups(vault)).backups.slice(-1);
    return [...(await readCoverage(vault, newest)).values()].some(({ until }) => until >= moment);
  };
  while (!(await reached())) {
    await own.administer("SELECT pg_logical_emit_message(false, 'test', 'tick', true)");
    await sleep(200);
  }
}
function restore(target: RestoreTarget, name: string) {
  const { vault } = installed();
  const masterKey = process.env.MASTER_KEY ?? '';
  const inspect = ({ ownerUrl }: { ownerUrl: string }) => inspectRestored(ownerUrl, name);
  return restoreBackup({ vault, masterKey, target, into: join(own.folder, name), settings: SMALL, inspect });
}

describe('before its administrator has given any rights', () => {
  test('nobody may copy it: archives only, and two commands that would change that', async () => {
    expect(platform()).toBe('other');
    expect(await takeBackupIfDue(own.database, new AbortController().signal)).toBe(0);
    const refusal = await requireInstallation(own.database).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BackupRefusal);
    expect(String(refusal)).toContain('CREATE ROLE "school_backup" LOGIN REPLICATION');
    expect(String(refusal)).toContain('BACKUP_DATABASE_URL');
    expect((await own.state()).isOurs).toBe(false);
  });

  test('a login that may not replicate is refused in words, by the server and by the page', async () => {
    own.nameLogin();
    expect(platform()).toBe('self-hosted');
    await expect(connectReplication(own.copierUrl, 'test')).rejects.toThrow('may not copy the server');
    await expect(backUp()).rejects.toThrow('may not replicate');
    const { alarms, runs } = await own.state();
    expect(alarms[0]).toMatchObject({ tone: 'critical' });
    expect(alarms.map(({ code }) => code)).toContain('rights-missing');
    expect(runs[0]).toMatchObject({ kind: 'BACKUP', status: 'FAILED' });
  });

  test('what is told to be run is enough', async () => {
    const commands = (await readMissing(own.database)).flatMap((one) => one.commands);
    expect(commands).toHaveLength(2);
    for (const command of commands) await own.administerSchool(command);
    expect(await readMissing(own.database)).toEqual([]);
  });
});

describe('with the right to replicate', () => {
  let full: BackupRecord;
  let increment: BackupRecord;
  let beforeDelete = '';

  test('it is backed up in full and by what has changed, its log is followed, and a drill restores it', async () => {
    await own.sql('CREATE TABLE marks (n int PRIMARY KEY)');
    await own.sql('INSERT INTO marks SELECT generate_series(1, 1000)');
    own.startArchiving();
    full = await backUp();
    expect(full).toMatchObject({ parent: null, origin: { owner: 'school_owner', database: 'school' } });
    expect(full.secrets.ownerPassword, 'the password of their owner is theirs').toBe('');
    await own.sql('INSERT INTO marks SELECT generate_series(1001, 1100)');
    await markRestorePoint(own.database, installed(), 'before-exams', 'a test');
    increment = await backUp(full);
    expect(increment.parent).toBe(full.id);
    await archived();
    expect(await codes()).toContain('log-unbounded');
    const report = await drill(own.database, installed(), { by: 'a test' });
    expect(report.inspection.tables).toBeGreaterThan(100);
    expect(report.backup).toBe(increment.id);
  }, 240_000);

  test('where it gave up keeping its log: an alarm, a gap that is shown, and a new backup at once', async () => {
    await own.administer("ALTER SYSTEM SET max_slot_wal_keep_size = '32MB'");
    await own.administer('SELECT pg_reload_conf()');
    expect(await own.stopArchiving()).toBeTypeOf('number');
    for (let n = 0; n < 8; n++) {
      await own.administer(`SELECT pg_logical_emit_message(true, 'test', 'segment ${n}', true)`);
      await own.administer('SELECT pg_switch_wal()');
    }
    await own.administer('CHECKPOINT');
    await own.administer('CHECKPOINT');
    const { slot, alarms } = await own.state();
    expect(slot).toEqual({ isLost: true, isActive: false, mostBytes: 32 * 1024 * 1024 });
    expect(alarms.map(({ code }) => code)).toContain('slot-lost');
    expect(alarms.map(({ code }) => code)).not.toContain('log-unbounded');

    own.startArchiving();
    while ((await own.state()).slot?.isActive !== true) await sleep(100);
    while ((await takeBackupIfDue(own.database, new AbortController().signal)) === 0) await sleep(500);
    await archived();
    const { restorable, slot: made } = await own.state();
    expect(restorable).toHaveLength(2);
    expect(made?.isLost).toBe(false);
  }, 240_000);

  test('killed, its folder deleted: a second before the mistake, exactly the rows of that moment', async () => {
    await own.sql('INSERT INTO marks SELECT generate_series(1101, 1200)');
    await sleep(50);
    beforeDelete = new Date().toISOString();
    await sleep(1_000);
    await own.sql('DELETE FROM marks WHERE n <= 900');
    await archived();
    own.lose();

    const { into, origin } = await restore({ kind: 'time', at: beforeDelete }, 'time');
    expect(origin?.owner).toBe('school_owner');
    expect(await own.ask(into, marks)).toBe('1200 1 1200');
    const whose = "SELECT tableowner || ' ' || current_user FROM pg_tables WHERE tablename = 'marks'";
    expect(await own.ask(into, whose)).toBe('school_owner school_owner');
    expect(await own.ask(into, `SELECT rolsuper FROM pg_roles WHERE rolname = '${entranceRole}'`)).toBe(true);
    expect(readdirSync(join(into, 'server-settings'))).toContain('postgresql.auto.conf');
    expect(readFileSync(join(into, 'server-settings', 'postgresql.auto.conf'), 'utf8')).toContain(
      'a_library_of_theirs',
    );
    expect(existsSync(join(into, 'postgres', 'postgresql.auto.conf'))).toBe(false);
  }, 240_000);

  test('the copy is refused at another address, takes over, and what it writes is restored with what came before', async () => {
    const into = join(own.folder, 'time');
    const server = await startEmbedded({ dataDir: into, settings: SMALL });
    try {
      const { backupUrl: url } = await ensureBackupRole(server.ownerUrl, 'a password');
      const there = { ...installed(), url, keeper: keeperOfServer(server.ownerUrl) };
      const { vault, keeper, secrets, isForeign } = there;
      await expect(claimVault(vault, keeper)).rejects.toThrow('another server’s');
      await takeOverVault(vault, keeper, 'a test');
      await expect(claimVault(vault, installed().keeper)).rejects.toThrow(VaultTaken);
      await query(server.ownerUrl, 'INSERT INTO marks VALUES (2000)');
      const taken = await createBackup({ vault, url, secrets, isForeign });
      expect(taken).toMatchObject({ timeline: 2, systemId: full.systemId, origin: full.origin });
    } finally {
      await server.stop();
    }
    const again = await restore({ kind: 'latest' }, 'again');
    expect(await own.ask(again.into, marks)).toBe('1201 1 2000');
  }, 240_000);

  test('before the gap: the newest state, and a named point, put together from both parts', async () => {
    const point = await restore({ kind: 'point', name: 'before-exams' }, 'point');
    expect(point.backup).toBe(full.id);
    expect(await own.ask(point.into, marks)).toBe('1100 1 1100');
    const last = await restore({ kind: 'backup', id: increment.id }, 'increment');
    expect(await own.ask(last.into, marks)).toBe('1100 1 1100');
  }, 240_000);

  test('the programs of another version are asked for by name, before anything is written', async () => {
    const { vault } = installed();
    const other = { ...full, id: `${full.id}-17`, serverVersion: '17.5 (Debian 17.5-1)' };
    await putJson(vault, recordFile(other.systemId, other.id), other);
    await expect(restore({ kind: 'backup', id: other.id }, 'other')).rejects.toThrow(
      /PostgreSQL 17 is needed.*POSTGRES_BIN/,
    );
    expect(existsSync(join(own.folder, 'other'))).toBe(false);
  });
});

test('a slot that nobody reads is given up, and only then', async () => {
  const other = new Sandbox();
  try {
    const { ownerUrl } = await other.start();
    expect(await dropSlot(ownerUrl)).toBe(false);
    const connection = await connectReplication(ownerUrl, 'test');
    await connection.rows(`CREATE_REPLICATION_SLOT ${slotName} PHYSICAL (RESERVE_WAL true)`);
    await connection.close();
    expect(await dropSlot(ownerUrl)).toBe(true);
  } finally {
    await other.remove();
  }
});
