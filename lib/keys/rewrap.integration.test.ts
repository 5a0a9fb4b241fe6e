import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { messageBody, ssn } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { provideSecrets } from '@/lib/env';
import { environmentMasterKey } from './environment-master-key';
import { masterKey, masterKeys } from './master-key';
import { tryMasterKey } from './overview';
import { rewrapKeys } from './rewrap';
import { opener, sealer } from './sealed-column';
import { readKeyStatus } from './status';
import { KeyServiceFault } from './transit/key-service-fault';
import { TransitServer } from './transit/testing/transit-server';
import { transitMasterKey } from './transit/transit-master-key';

const service = new TransitServer();
const old = environmentMasterKey(process.env.MASTER_KEY);
const going = new AbortController().signal;
let db: TestDatabase;
let owner: Database;
const rooms: Classroom[] = [];
const sealed = new Map<string, Sealed>();

/** A school whose keys a key service wraps. */
beforeAll(async () => {
  await service.start();
  service.addKey('transit/school');
  const { url, token, namespace } = service.settings();
  Object.assign(process.env, { KMS_URL: url, KMS_KEY: 'school', KMS_TOKEN: token, KMS_NAMESPACE: namespace });
  db = await testDatabase();
  owner = openDatabase(db.ownerUrl, 2);
  for (let n = 0; n < 4; n++) {
    const room = await createClassroom(db.owner, 1);
    rooms.push(room);
    const seal = await asSystem((tx) => sealer(tx, null, messageBody, room.institutionId));
    sealed.set(room.institutionId, seal('a', `words ${n}`));
  }
});
afterAll(async () => {
  await owner.close();
  await db.close();
  await service.stop();
});

/** The service as it is for moving keys, without waiting for it for long. */
const kms = () => transitMasterKey(service.settings(), { answer: 500, pauses: [], rest: 0 });
const wrappedBy = async () =>
  (await db.owner.query<{ by: string }>('SELECT wrapped_by AS by FROM data_keys ORDER BY id')).rows.map(
    ({ by }) => by,
  );
const everybodyReads = async () => {
  for (const [n, { institutionId }] of rooms.entries()) {
    const open = await asSystem((tx) => opener(tx, messageBody, institutionId));
    expect(open('a', sealed.get(institutionId) as Sealed)).toBe(`words ${n}`);
  }
};

it('values open by a key that the service wrapped, and each key is asked for once', async () => {
  expect(masterKeys().map(({ name }) => name)).toEqual(['transit campus transit school', old.name]);
  expect(new Set(await wrappedBy())).toEqual(new Set([masterKey().name]));
  await everybodyReads();
  const asked = service.calls.length;
  await Promise.all([everybodyReads(), everybodyReads()]);
  expect(service.calls.length).toBe(asked);
});

it('moves every key to another master key and back, each in the trail; values are not touched', async () => {
  expect(await rewrapKeys(owner, old, masterKeys(), going)).toEqual({ rewrapped: 4, foreign: {} });
  expect(await wrappedBy()).toEqual(Array(4).fill(old.name));
  await everybodyReads();
  const states = await asSystem((tx) => readKeyStatus(tx, null));
  expect(states.map(({ isOurs, isCurrent }) => [isOurs, isCurrent])).toEqual(Array(4).fill([true, false]));
  expect(await rewrapKeys(owner, kms(), masterKeys(), going)).toEqual({ rewrapped: 4, foreign: {} });
  expect(await rewrapKeys(owner, kms(), masterKeys(), going)).toEqual({ rewrapped: 0, foreign: {} });
  await everybodyReads();
  const { rows } = await db.owner.query<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'key.rewrap' ORDER BY occurred_at",
  );
  expect(rows).toHaveLength(8);
  expect(rows[0]?.details).toMatchObject({ class: 'COMMUNICATIONS', from: masterKey().name, to: old.name });
});

it('goes on where it was stopped, and two at once do each key once', async () => {
  const stopping = new AbortController();
  let wrapped = 0;
  const stopper = {
    ...old,
    wrap: async (...what: Parameters<typeof old.wrap>) => {
      wrapped += 1;
      if (wrapped === 2) stopping.abort(new Error('stopped'));
      return old.wrap(...what);
    },
  };
  await expect(rewrapKeys(owner, stopper, masterKeys(), stopping.signal)).rejects.toThrow('stopped');
  expect((await wrappedBy()).filter((by) => by === old.name)).toHaveLength(2);
  await everybodyReads();
  const both = await Promise.all([1, 2].map(() => rewrapKeys(owner, old, masterKeys(), going)));
  expect(both.reduce((sum, { rewrapped }) => sum + rewrapped, 0)).toBe(2);
  expect(await wrappedBy()).toEqual(Array(4).fill(old.name));
  await everybodyReads();
});

it('leaves everything as it is when the service goes away, and when it cannot open what it wraps', async () => {
  service.trouble = 'sealed';
  await expect(rewrapKeys(owner, kms(), masterKeys(), going)).rejects.toThrow(KeyServiceFault);
  service.trouble = null;
  const forgetful = { ...kms(), name: 'forgetful', unwrap: async () => randomBytes(32) };
  await expect(rewrapKeys(owner, forgetful, masterKeys(), going)).rejects.toThrow(
    'does not open what it wraps',
  );
  expect(await wrappedBy()).toEqual(Array(4).fill(old.name));
});

it('a new MASTER_KEY opens with the one before it, until everything is wrapped anew', async () => {
  const secrets = { AUTH_SECRET: 'x'.repeat(16), MASTER_KEY: randomBytes(32).toString('base64') };
  provideSecrets({ ...secrets, MASTER_KEY_PREVIOUS: [process.env.MASTER_KEY ?? ''] });
  const next = environmentMasterKey(secrets.MASTER_KEY);
  await everybodyReads();
  expect(await rewrapKeys(owner, next, masterKeys(), going)).toEqual({ rewrapped: 4, foreign: {} });
  provideSecrets({ ...secrets, MASTER_KEY_PREVIOUS: [] });
  await everybodyReads();
  expect(await rewrapKeys(owner, old, [old], going)).toEqual({ rewrapped: 0, foreign: { [next.name]: 4 } });
  expect(await rewrapKeys(owner, kms(), masterKeys(), going)).toMatchObject({ rewrapped: 4 });
  await everybodyReads();
});

it('the application may neither exchange a key nor say who wrapped it, and the owner not one without the other', async () => {
  const ask = (text: string) => asSystem((tx) => tx.rows({ name: '', text }, []));
  await expect(ask("UPDATE data_keys SET wrapped = '\\x00', wrapped_by = 'x'")).rejects.toMatchObject({
    code: '42501',
  });
  for (const change of ["wrapped = '\\x00'", "wrapped_by = 'x'"])
    await expect(db.owner.query(`UPDATE data_keys SET ${change}`), change).rejects.toThrow('never');
});

it('while the service is away what is not open yet is refused in plain words, and nothing is lost', async () => {
  const [room] = rooms;
  if (!room) throw new Error('no room');
  service.trouble = 'hangs up';
  const write = () => asSystem((tx) => sealer(tx, null, ssn, room.institutionId));
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await expect(write()).rejects.toMatchObject({ kind: 'unavailable' });
  await everybodyReads();
  const { fault } = await tryMasterKey();
  expect(fault).toMatch(/^the key service at 127.0.0.1:\d+ does not answer/);
  expect(told.mock.calls).toEqual([[`Data keys stay closed for now: ${fault}`]]);
  told.mockRestore();
  service.trouble = null;
  for (let tries = 0; tries < 40; tries++) {
    const seal = await write().catch(() => null);
    if (seal) return expect(await tryMasterKey()).toEqual({ name: masterKey().name, fault: null });
    await sleep(250);
  }
  throw new Error('The service was never asked again.');
});
