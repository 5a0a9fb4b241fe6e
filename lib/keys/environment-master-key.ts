import { createHash, hkdfSync } from 'node:crypto';
import { a256gcm } from './a256gcm';
import { bindingOf } from './data-key';
import type { MasterKey } from './master-key';

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
    check: async () => undefined,
  };
}
