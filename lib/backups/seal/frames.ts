import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { BackupDamage } from '../errors';
import { type BackupKey, fileKey } from './keys';

/*
 * A sealed file is a head (magic, key id, salt) and frames: length, AES-256-GCM ciphertext, tag. The salt gives each
 * file a key of its own, so the nonce can be what a frame is: its number, and whether it is the last one. Flipped,
 * exchanged, repeated, left out or added bytes do not open; nor does a file under another name.
 */
const magic = Buffer.from('SYLBAK01');
const saltBytes = 32;
const tagBytes = 16;
const cipher = 'aes-256-gcm';

const keyIdBytes = 8;
export const headBytes = magic.length + keyIdBytes + saltBytes;
export const lengthBytes = 4;
/** Content of a frame, at most. */
export const frameBytes = 256 * 1024;
/** Of a sealed file, as much as opening its first frame takes: whether it is the last one is seen by the next. */
export const startBytes = headBytes + 2 * (lengthBytes + frameBytes + tagBytes);

/** The id of the key that a head names; null where it is none of ours. */
export function keyIdIn(head: Buffer): Buffer | null {
  if (head.length < headBytes || !head.subarray(0, magic.length).equals(magic)) return null;
  return head.subarray(magic.length, magic.length + keyIdBytes);
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number), 0);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}

/** Seals the frames of one file, in order. */
export class Sealer {
  readonly head: Buffer;
  readonly #key: Buffer;
  #number = 0;

  constructor(key: BackupKey, name: string) {
    const salt = randomBytes(saltBytes);
    this.head = Buffer.concat([magic, key.id, salt]);
    this.#key = fileKey(key, salt, name);
  }

  frame(content: Buffer, last: boolean): Buffer {
    const sealing = createCipheriv(cipher, this.#key, nonce(this.#number++, last), {
      authTagLength: tagBytes,
    });
    const sealed = Buffer.concat([sealing.update(content), sealing.final()]);
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(sealed.length + tagBytes);
    return Buffer.concat([length, sealed, sealing.getAuthTag()]);
  }
}

/** Opens the frames of one file, in order. */
export class Opener {
  readonly #key: Buffer;
  readonly #name: string;
  #number = 0;

  /** @throws BackupDamage when the head is none of ours, or names none of the keys */
  constructor(keys: readonly BackupKey[], name: string, head: Buffer) {
    this.#name = name;
    const id = keyIdIn(head);
    if (!id) throw new BackupDamage(name, 'is no sealed file');
    const key = keys.find((each) => each.id.equals(id));
    if (!key) throw new BackupDamage(name, 'was sealed with another MASTER_KEY');
    this.#key = fileKey(key, head.subarray(headBytes - saltBytes), name);
  }

  /** @throws BackupDamage when the length cannot be one of ours */
  lengthOf(prefix: Buffer): number {
    const length = prefix.readUInt32BE();
    if (length < tagBytes || length > frameBytes + tagBytes)
      throw new BackupDamage(this.#name, 'was changed after it was written');
    return length;
  }

  /** @throws BackupDamage when it is not the next frame as it was written */
  open(frame: Buffer, last: boolean): Buffer {
    const end = frame.length - tagBytes;
    const opening = createDecipheriv(cipher, this.#key, nonce(this.#number++, last), {
      authTagLength: tagBytes,
    });
    opening.setAuthTag(frame.subarray(end));
    const content = opening.update(frame.subarray(0, end));
    try {
      opening.final();
    } catch {
      throw new BackupDamage(
        this.#name,
        last ? 'was cut off or changed' : 'was changed after it was written',
      );
    }
    return content;
  }
}
