import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, Sandbox } from '@/db/embedded/sandbox';
import { connectReplication, identifySystem } from '@/lib/backups/replication/connection';
import { slotName } from '@/lib/backups/wal/slot';
import { env } from '@/lib/env';
import { backupLogin } from './database';

const sandbox = new Sandbox();
let ownerUrl = '';

beforeAll(async () => {
  ({ ownerUrl } = await sandbox.start());
});
afterAll(() => sandbox.remove());

const settings = () => ({ ...env(), DATABASE_URL: undefined, DATA_DIR: sandbox.dataDir });
const urlOf = async (renew: boolean) =>
  (await backupLogin(settings(), ownerUrl, { renew })).BACKUP_DATABASE_URL ?? '';
const enter = async (url: string) => {
  const connection = await connectReplication(url, 'test');
  return identifySystem(connection).finally(() => connection.close());
};

test('each start gives the login of backups another password, which commands find and the one before does not fit', async () => {
  const first = await urlOf(true);
  expect((await enter(first)).systemId).toMatch(/^\d+$/);
  expect(await urlOf(false)).toBe(first);
  const second = await urlOf(true);
  expect(second).not.toBe(first);
  await expect(enter(first)).rejects.toThrow(/password authentication failed/);
  expect((await enter(second)).systemId).toMatch(/^\d+$/);
});

test('it copies the server and reads no table', async () => {
  await query(ownerUrl, 'CREATE TABLE marks (n int)');
  await expect(query(await urlOf(false), 'SELECT n FROM marks')).rejects.toThrow('permission denied');
});

test('a server of somebody’s own: the login that was named, or the owner’s where it may replicate, or none', async () => {
  await query(ownerUrl, "CREATE ROLE school_owner LOGIN PASSWORD 'x'");
  const school = new URL(ownerUrl);
  [school.username, school.password] = ['school_owner', 'x'];
  const loginFor = (url: string, changes: Partial<ReturnType<typeof settings>> = {}) =>
    backupLogin({ ...settings(), DATABASE_URL: url, ...changes }, url);
  expect(await loginFor(school.href)).toEqual({});
  await query(ownerUrl, 'ALTER ROLE school_owner REPLICATION');
  const own = { BACKUP_DATABASE_URL: school.href, BACKUP_ROLE: 'school_owner' };
  expect(await loginFor(school.href)).toEqual(own);
  const named = 'postgres://copier:y@school.test/school';
  expect(await loginFor(school.href, { BACKUP_DATABASE_URL: named })).toEqual({
    BACKUP_DATABASE_URL: named,
    BACKUP_ROLE: 'copier',
  });
  expect(await backupLogin({ ...settings(), DATABASE_URL: 'postgres://a@b.neon.tech/c' }, ownerUrl)).toEqual(
    {},
  );
});

test('switched off, a start lets the server throw its log away again', async () => {
  const slots = () => query(ownerUrl, 'SELECT count(*)::int FROM pg_replication_slots');
  await query(ownerUrl, `SELECT pg_create_physical_replication_slot('${slotName}', true)`);
  const off = { ...settings(), DATABASE_URL: ownerUrl, SERVER_BACKUPS: false };
  expect(await backupLogin(off, ownerUrl)).toEqual({});
  expect(await slots()).toBe(1);
  expect(await backupLogin(off, ownerUrl, { renew: true })).toEqual({});
  expect(await slots()).toBe(0);
});
