import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { env } from '@/lib/env';

/** What a private key of Ed25519 begins with in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const ed25519 = 1;

/** The keys that one master key makes. */
export type AuditSigner = { mac: Buffer; signing: KeyObject; verifier: Verifier };

/** What is signed with now, and what older master keys signed with, the newest first. */
export type AuditKeys = AuditSigner & { older: readonly AuditSigner[] };

/** Who signs checkpoints: a name, and the key to check them with. `id` are the first four bytes of its hash. */
export type Verifier = { name: string; publicKey: KeyObject; id: Buffer };

const signer = 'syllabase-audit';

let derived: { from: string; keys: AuditKeys } | undefined;

/**
 * The trail's keys, made of MASTER_KEY (and MASTER_KEY_PREVIOUS) and of nothing in the database. Making them is slow, so
 * the last are kept.
 */
export function auditKeys(masterKey = env().MASTER_KEY, previous = env().MASTER_KEY_PREVIOUS): AuditKeys {
  if (!masterKey) throw new Error('MASTER_KEY is not set: start the product with `npm start`, or set it.');
  const from = [masterKey, ...previous].join(' ');
  if (derived?.from !== from)
    derived = { from, keys: { ...deriveKeys(masterKey), older: previous.map(deriveKeys) } };
  return derived.keys;
}

function deriveKeys(masterKey: string): AuditSigner {
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64'), '', `syllabase ${use}`, 32));
  const signing = createPrivateKey({
    key: Buffer.concat([pkcs8Head, derive('audit checkpoints v1')]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    mac: derive('audit rows v1'),
    signing,
    verifier: verifierOf(signer, createPublicKey(signing)),
  };
}

const rawKey = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).subarray(spkiHead.length);

function verifierOf(name: string, publicKey: KeyObject): Verifier {
  const hash = createHash('sha256');
  hash
    .update(`${name}\n`)
    .update(Buffer.from([ed25519]))
    .update(rawKey(publicKey));
  return { name, publicKey, id: hash.digest().subarray(0, 4) };
}

/** The public key as one line, in the form that tools for signed notes read: name+id+key. */
export function writeVerifier({ name, publicKey, id }: Verifier): string {
  const key = Buffer.concat([Buffer.from([ed25519]), rawKey(publicKey)]);
  return `${name}+${id.toString('hex')}+${key.toString('base64')}`;
}

export const isSameVerifier = (one: Verifier, other: Verifier): boolean =>
  writeVerifier(one) === writeVerifier(other);

/** @throws Error when the text is no such line */
export function readVerifier(text: string): Verifier {
  const [, name = '', id, key = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ed25519) throw new Error('This is not a public key of the trail.');
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiHead, bytes.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  const verifier = verifierOf(name, publicKey);
  if (verifier.id.toString('hex') !== id) throw new Error('The public key is damaged: its id does not fit.');
  return verifier;
}
