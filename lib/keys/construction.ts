/** One way to encrypt and authenticate. Pure: everything that matters comes in, the nonce by default at random. */
export type Construction = {
  /** Bytes of a key. */
  keyLength: number;
  nonceLength: number;
  tagLength: number;
  /** @returns nonce, ciphertext and tag, one after the other */
  encrypt(key: Buffer, plaintext: Buffer, aad: Buffer, nonce?: Buffer): Buffer;
  /** @throws Unopenable for whatever `encrypt` did not make of this key and `aad` */
  decrypt(key: Buffer, sealed: Buffer, aad: Buffer): Buffer;
};
