import { createHash, hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';
import { a256gcm } from './a256gcm';
import type { KeyFacts } from './data-key';

/** What seals the data keys: a key of the environment, or a service that never gives its key out. */
export type MasterKey = {
  /** Tells one master key from another; it stands beside each data key. */
  name: string;
  wrap(secret: Buffer, facts: KeyFacts): Promise<Buffer>;
  /** @throws Unopenable unless this master key wrapped it for these facts */
  unwrap(wrapped: Buffer, facts: KeyFacts): Promise<Buffer>;
};

/** The master key that this process works with. */
export const masterKey = (): MasterKey => environmentMasterKey(env().MASTER_KEY);

/**
 * MASTER_KEY as a master key: what wraps is derived from it (HKDF-SHA-256), because other keys are too.
 *
 * @param text 32 bytes in base64
 */
export function environmentMasterKey(text: string | undefined): MasterKey {
  if (!text) throw new Error('MASTER_KEY is not set: start the product with `npm start`, or set it.');
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(text, 'base64'), '', `syllabase ${use}`, 32));
  const key = derive('data keys v1');
  const print = createHash('sha256').update(derive('data keys name v1')).digest('hex').slice(0, 8);
  return {
    name: `environment ${print}`,
    wrap: async (secret, facts) => a256gcm.encrypt(key, secret, bindingOf(facts)),
    unwrap: async (wrapped, facts) => a256gcm.decrypt(key, wrapped, bindingOf(facts)),
  };
}

function bindingOf({ id, institutionId, keyClass, version, algorithm }: KeyFacts): Buffer {
  const parts = ['syllabase data key 1', id, institutionId, keyClass, version, algorithm];
  return Buffer.from(JSON.stringify(parts), 'utf8');
}
