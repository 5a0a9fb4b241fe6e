import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Unopenable } from '@/lib/unopenable';
import type { Construction } from './construction';

const [keyLength, nonceLength, tagLength] = [32, 12, 16];
// Without it, Node accepts a tag of four bytes.
const options = { authTagLength: tagLength };

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits: one key seals at most 2^32 values, far more than come
 * between two rotations.
 */
export const a256gcm: Construction = {
  keyLength,
  nonceLength,
  tagLength,

  encrypt(key, plaintext, aad, nonce = randomBytes(nonceLength)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce, options).setAAD(aad);
    return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  },

  decrypt(key, sealed, aad) {
    if (sealed.length < nonceLength + tagLength) throw new Unopenable();
    const nonce = sealed.subarray(0, nonceLength);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, options).setAAD(aad);
      decipher.setAuthTag(sealed.subarray(-tagLength));
      const opened = decipher.update(sealed.subarray(nonceLength, -tagLength));
      return Buffer.concat([opened, decipher.final()]);
    } catch {
      throw new Unopenable();
    }
  },
};
