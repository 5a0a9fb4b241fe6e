import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Unopenable } from '@/lib/unopenable';
import type { KeyFacts } from '../data-key';
import { KeyServiceFault } from './key-service-fault';
import { TransitServer } from './testing/transit-server';
import { transitMasterKey } from './transit-master-key';

let server: TransitServer;
const patience = { answer: 200, pauses: [10, 10], rest: 0 };
const open = (key?: string) => transitMasterKey(server.settings(key), patience);
const facts: KeyFacts = {
  id: randomUUID(),
  institutionId: randomUUID(),
  keyClass: 'STUDENT_RECORDS',
  version: 1,
  algorithm: 'A256GCM',
};

beforeEach(async () => {
  server = await new TransitServer().start();
  server.addKey('transit/school');
});
afterEach(() => server.stop());

const faultOf = async (work: Promise<unknown>): Promise<KeyServiceFault> => {
  const error = await work.then(
    () => null,
    (fault: unknown) => fault,
  );
  if (error instanceof KeyServiceFault) return error;
  throw new Error(`There was another end: ${error}`);
};

it('opens what it wrapped, for the same key of the same class and institution only', async () => {
  const master = open();
  const secret = randomBytes(64);
  const wrapped = await master.wrap(secret, facts);
  expect(wrapped.toString()).toMatch(/^vault:v1:/);
  expect(wrapped.includes(secret.toString('base64'))).toBe(false);
  expect(await master.unwrap(wrapped, { ...facts })).toEqual(secret);
  for (const other of [
    { id: randomUUID() },
    { institutionId: randomUUID() },
    { keyClass: 'LOOKUPS' as const },
    { version: 2 },
    { algorithm: 'A256CBC-HS512' as const },
  ])
    await expect(master.unwrap(wrapped, { ...facts, ...other })).rejects.toThrow(Unopenable);
  await expect(master.unwrap(Buffer.from('vault:v1:AAAA'), facts)).rejects.toThrow(Unopenable);
});

it('opens older versions of the key after the service has rotated it', async () => {
  const master = open();
  const wrapped = await master.wrap(Buffer.from('old'), facts);
  server.addKey('transit/school');
  expect(String(await master.unwrap(wrapped, facts))).toBe('old');
  expect(String(await master.wrap(Buffer.from('new'), facts))).toMatch(/^vault:v2:/);
});

it('finds the key behind any mount, and has a name that tells it from others', async () => {
  server.addKey('engines/secret/school');
  const [one, other] = [open('school'), open('engines/secret/school')];
  await other.check();
  expect(server.calls.every((call) => call.startsWith('POST /v1/engines/secret/'))).toBe(true);
  expect(one.name).toBe('transit campus transit school');
  expect(other.name).not.toBe(one.name);
  expect(one.name).toBe(open('transit/school').name);
});

it('tries itself out, and renews its leave', async () => {
  const master = open();
  await master.check();
  await master.renew?.();
  expect(server.calls.at(-1)).toBe('POST /v1/auth/token/renew-self');
  server.binds = false;
  expect((await faultOf(open().check())).reason).toContain('does not bind');
});

it.each([
  ['sealed', /answered 503: Vault is sealed/],
  ['silence', /does not answer \(TimeoutError\)/],
  ['hangs up', /does not answer \(.*\)/],
] as const)('is away while the service is in trouble (%s), and goes on after it', async (trouble, reason) => {
  const master = open();
  const wrapped = await master.wrap(Buffer.from('kept'), facts);
  server.trouble = trouble;
  const fault = await faultOf(master.unwrap(wrapped, facts));
  expect(fault).toMatchObject({ isAway: true, kind: 'unavailable', reason: expect.stringMatching(reason) });
  server.trouble = null;
  expect(String(await master.unwrap(wrapped, facts))).toBe('kept');
});

it('lets nobody wait again for a while where the service did not answer', async () => {
  server.trouble = 'sealed';
  const master = transitMasterKey(server.settings(), { ...patience, rest: 60_000 });
  await faultOf(master.wrap(Buffer.from('x'), facts));
  const asked = server.calls.length;
  expect(asked).toBe(3);
  await faultOf(master.wrap(Buffer.from('x'), facts));
  expect(server.calls.length).toBe(asked);
});

it('repeats nothing that was sent, whatever the service says of it', async () => {
  server.echoes = true;
  const secret = randomBytes(32);
  const { reason } = await faultOf(open().wrap(secret, facts));
  expect(reason).toContain('cannot work with …; {"plaintext":"…"');
  expect(reason).not.toContain('hvs.');
  expect(reason).not.toContain(secret.toString('base64').slice(0, 12));
});

it('says what was refused, asks no second time, and never says the token', async () => {
  const wrong = transitMasterKey({ ...server.settings(), token: 'hvs.another-secret-token' }, patience);
  const faults = [await faultOf(wrong.check()), await faultOf(open('transit/unknown').check())];
  expect(faults.map(({ reason, isAway }) => [reason.replace(/^.* answered/, ''), isAway])).toEqual([
    [' 403: permission denied', false],
    [' 400: encryption key not found', false],
  ]);
  expect(server.calls).toHaveLength(2);
  for (const fault of faults) expect(`${JSON.stringify(fault)} ${fault.stack}`).not.toMatch(/hvs\./);
});
