import { createHash, sign, verify } from 'node:crypto';
import { type AuditSigner, type Verifier, writeVerifier } from './keys';

/** What the trail was at a moment. `previous` is the SHA-256 of the checkpoint before it, empty for the first. */
export type Checkpoint = {
  /** Which trail: a new database has a new one. */
  origin: string;
  size: number;
  root: Buffer;
  previous: string;
  /** ISO time. */
  sealedAt: string;
  /** Ids of the rows sealed so far that nobody with the row key had written; the first `namedAtMost` of them. */
  unauthentic: string[];
  /** How many more of them there were; absent: none. */
  others?: number;
  /** Where the master key was changed: the key that signed until now, and the one that signs from now on. */
  handover?: Handover;
};

/** So many forged rows a checkpoint names; others it counts. */
export const namedAtMost = 100;

/** Public keys, each as one line. */
export type Handover = { from: string; to: string };

/**
 * A checkpoint as a signed note (C2SP tlog-checkpoint and signed-note): origin, size and root, then lines of our own, an
 * empty line, and the Ed25519 signature.
 *
 * @param before who signed until now, where another key takes over: both sign, so that who trusts one of them learns of the
 * other
 */
export function writeCheckpoint(checkpoint: Checkpoint, keys: AuditSigner, before?: AuditSigner): string {
  const { origin, size, root, previous, sealedAt, unauthentic, others } = checkpoint;
  const lines = [
    origin,
    size,
    root.toString('base64'),
    `previous ${previous || '-'}`,
    `sealed ${sealedAt}`,
    `unauthentic ${unauthentic.join(',') || '-'}${others ? ` +${others}` : ''}`,
    ...(before ? [`handover ${writeVerifier(before.verifier)} ${writeVerifier(keys.verifier)}`] : []),
  ];
  const text = `${lines.join('\n')}\n`;
  const signatures = [keys, ...(before ? [before] : [])].map((signer) => signatureOf(text, signer));
  return `${text}\n${signatures.join('')}`;
}

function signatureOf(text: string, { verifier: { name, id }, signing }: AuditSigner): string {
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), signing)]);
  return `— ${name} ${signature.toString('base64')}\n`;
}

const form =
  /^(?<text>(?<origin>[^\n]+)\n(?<size>\d+)\n(?<root>[A-Za-z0-9+/]{43}=)\nprevious (?<previous>[0-9a-f]{64}|-)\nsealed (?<sealedAt>\S+)\nunauthentic (?<unauthentic>[0-9a-f,-]+)(?: \+(?<others>\d+))?\n(?:handover (?<from>\S+) (?<to>\S+)\n)?)\n(?<signatures>(?:— \S+ [A-Za-z0-9+/=]+\n)+)$/;

/** The checkpoint in a note; null where the note is damaged or nobody with the key has signed it. */
export function readCheckpoint(note: string, { name, publicKey, id }: Verifier): Checkpoint | null {
  const parts = form.exec(note)?.groups;
  if (!parts) return null;
  const { text = '', signatures = '', origin = '', size, root = '', previous = '', sealedAt = '' } = parts;
  const { others, from, to } = parts;
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
    unauthentic: unauthenticIn(note),
    ...(others !== undefined && { others: Number(others) }),
    ...(from !== undefined && to !== undefined && { handover: { from, to } }),
  };
}

/** What a note says of a handover, whether it is signed or not. */
export function handoverIn(note: string): Handover | null {
  const { from, to } = form.exec(note)?.groups ?? {};
  return from !== undefined && to !== undefined ? { from, to } : null;
}

/** The root that a note says, whether it is signed or not. */
export function rootIn(note: string): Buffer | null {
  const { root } = form.exec(note)?.groups ?? {};
  return root === undefined ? null : Buffer.from(root, 'base64');
}

/** The forged rows that a note names, whether it is signed or not. */
export function unauthenticIn(note: string): string[] {
  const { unauthentic = '-' } = form.exec(note)?.groups ?? {};
  return unauthentic === '-' ? [] : unauthentic.split(',');
}

/** What the next checkpoint names as the one before it. */
export const digestOf = (note: string): string => createHash('sha256').update(note).digest('hex');
