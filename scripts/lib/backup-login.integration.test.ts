import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, Sandbox } from '@/db/embedded/sandbox';
import { connectReplication, identifySystem } from '@/lib/backups/replication/connection';
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

test('a database that is somebody else’s to back up has none', async () => {
  const other = { ...settings(), DATABASE_URL: 'postgres://school.test/db' };
  expect(await backupLogin(other, ownerUrl)).toEqual({});
});
