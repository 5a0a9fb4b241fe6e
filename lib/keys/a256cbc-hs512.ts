import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Unopenable } from '@/lib/unopenable';
import type { Construction } from './construction';

const [keyLength, nonceLength, tagLength] = [64, 16, 32];
const block = 16;

/**
 * A256CBC-HS512 (RFC 7518, 5.2.5): AES-256-CBC, then HMAC-SHA-512 over what it is bound to, nonce and ciphertext, cut to
 * 32 bytes. The MAC is checked before anything is decrypted, so that padding tells nothing.
 */
export const a256cbcHs512: Construction = {
  keyLength,
  nonceLength,
  tagLength,

  encrypt(key, plaintext, aad, nonce = randomBytes(nonceLength)) {
    const cipher = createCipheriv('aes-256-cbc', key.subarray(32), nonce);
    const ciphertext = Buffer.concat([nonce, cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([ciphertext, tagOf(key, ciphertext, aad)]);
  },

  decrypt(key, sealed, aad) {
    if (sealed.length < nonceLength + block + tagLength) throw new Unopenable();
    const ciphertext = sealed.subarray(0, -tagLength);
    if (!timingSafeEqual(tagOf(key, ciphertext, aad), sealed.subarray(-tagLength))) throw new Unopenable();
    try {
      const nonce = ciphertext.subarray(0, nonceLength);
      const decipher = createDecipheriv('aes-256-cbc', key.subarray(32), nonce);
      return Buffer.concat([decipher.update(ciphertext.subarray(nonceLength)), decipher.final()]);
    } catch {
      throw new Unopenable();
    }
  },
};

/** @param ciphertext with the nonce before it */
function tagOf(key: Buffer, ciphertext: Buffer, aad: Buffer): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(aad.length) * 8n);
  const mac = createHmac('sha512', key.subarray(0, 32)).update(aad).update(ciphertext).update(bits);
  return mac.digest().subarray(0, tagLength);
}
