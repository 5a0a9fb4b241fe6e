import { createHash, sign, verify } from 'node:crypto';
import type { AuditKeys, Verifier } from './keys';

/** What the trail was at a moment. `previous` is the SHA-256 of the checkpoint before it, empty for the first. */
export type Checkpoint = {
  /** Which trail: a new database has a new one. */
  origin: string;
  size: number;
  root: Buffer;
  previous: string;
  /** ISO time. */
  sealedAt: string;
  /** Ids of the rows sealed with it that nobody with the row key had written; at most a hundred of them. */
  unauthentic: string[];
};

/**
 * A checkpoint as a signed note (C2SP tlog-checkpoint and signed-note): origin, size and root, then lines of our own, an
 * empty line, and the Ed25519 signature.
 */
export function writeCheckpoint(checkpoint: Checkpoint, keys: AuditKeys): string {
  const { origin, size, root, previous, sealedAt, unauthentic } = checkpoint;
  const text = `${origin}\n${size}\n${root.toString('base64')}\nprevious ${previous || '-'}\nsealed ${sealedAt}\nunauthentic ${unauthentic.slice(0, 100).join(',') || '-'}\n`;
  const { name, id } = keys.verifier;
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), keys.signing)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

const form =
  /^(?<text>(?<origin>[^\n]+)\n(?<size>\d+)\n(?<root>[A-Za-z0-9+/]{43}=)\nprevious (?<previous>[0-9a-f]{64}|-)\nsealed (?<sealedAt>\S+)\nunauthentic (?<unauthentic>[0-9a-f,-]+)\n)\n(?<signatures>(?:— \S+ [A-Za-z0-9+/=]+\n)+)$/;

/** The checkpoint in a note; null where the note is damaged or nobody with the key has signed it. */
export function readCheckpoint(note: string, { name, publicKey, id }: Verifier): Checkpoint | null {
  const parts = form.exec(note)?.groups;
  if (!parts) return null;
  const { text = '', signatures = '', origin = '', size, root = '', previous = '', sealedAt = '' } = parts;
  const { unauthentic = '-' } = parts;
  const isSigned = signatures.split('\n').some((line) => {
    const [, signer, encoded = ''] = line.split(' ');
    const bytes = Buffer.from(encoded, 'base64');
    return (
      signer === name &&
      bytes.toString('base64') === encoded &&
      bytes.subarray(0, 4).equals(id) &&
      verify(null, Buffer.from(text), publicKey, bytes.subarray(4))
    );
  });
  if (!isSigned) return null;
  return {
    origin,
    size: Number(size),
    root: Buffer.from(root, 'base64'),
    previous: previous === '-' ? '' : previous,
    sealedAt,
    unauthentic: unauthentic === '-' ? [] : unauthentic.split(','),
  };
}

/** What the next checkpoint names as the one before it. */
export const digestOf = (note: string): string => createHash('sha256').update(note).digest('hex');
