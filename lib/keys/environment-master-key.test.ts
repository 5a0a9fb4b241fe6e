import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Unopenable } from '@/lib/unopenable';
import type { KeyFacts } from './data-key';
import { environmentMasterKey } from './environment-master-key';

const fresh = () => environmentMasterKey(randomBytes(32).toString('base64'));
const facts: KeyFacts = {
  id: randomUUID(),
  institutionId: randomUUID(),
  keyClass: 'STUDENT_RECORDS',
  version: 1,
  algorithm: 'A256GCM',
};

it('unwraps what it wrapped, for the same key of the same class and institution only', async () => {
  const [mine, theirs] = [fresh(), fresh()];
  const secret = randomBytes(64);
  const wrapped = await mine.wrap(secret, facts);
  expect(wrapped.includes(secret)).toBe(false);
  expect(await mine.unwrap(wrapped, { ...facts })).toEqual(secret);
  for (const other of [
    { id: randomUUID() },
    { institutionId: randomUUID() },
    { keyClass: 'LOOKUPS' as const },
    { version: 2 },
    { algorithm: 'A256CBC-HS512' as const },
  ])
    await expect(mine.unwrap(wrapped, { ...facts, ...other })).rejects.toThrow(Unopenable);
  await expect(theirs.unwrap(wrapped, facts)).rejects.toThrow(Unopenable);
});

it('has a name that tells it from others and tells nothing else', () => {
  const text = randomBytes(32).toString('base64');
  expect(environmentMasterKey(text).name).toBe(environmentMasterKey(text).name);
  expect(fresh().name).not.toBe(fresh().name);
  expect(fresh().name).toMatch(/^environment [0-9a-f]{8}$/);
  expect(() => environmentMasterKey(undefined)).toThrow('MASTER_KEY');
});
