import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Unopenable } from '@/lib/unopenable';
import { bindingOf, type KeyFacts } from '../data-key';
import type { MasterKey } from '../master-key';
import { askService, type KeyService, type Patience, usualPatience } from './key-service';
import { KeyServiceFault } from './key-service-fault';

/** @param key the key's name, with its mount before it unless that is `transit` */
export type TransitSettings = KeyService & { key: string };

const wrapped = z.object({ ciphertext: z.string().startsWith('vault:') });
const opened = z.object({ plaintext: z.base64() });
const anything = z.unknown();
const spoilt = /invalid ciphertext|authentication failed/i;

/** Whoever asks while the service is away holds a connection to the database: so for a while nobody waits for it again. */
class Rest {
  #until = 0;
  #fault: KeyServiceFault | null = null;

  constructor(private readonly milliseconds: number) {}

  async from<T>(call: () => Promise<T>): Promise<T> {
    if (this.#fault && Date.now() < this.#until) throw this.#fault;
    try {
      const answer = await call();
      this.#fault = null;
      return answer;
    } catch (error) {
      if (error instanceof KeyServiceFault && error.isAway) this.#begin(error);
      throw error;
    }
  }

  #begin(fault: KeyServiceFault): void {
    console.error(`Data keys stay closed for now: ${fault.reason}`);
    this.#fault = fault;
    this.#until = Date.now() + this.milliseconds;
  }
}

/**
 * A key in the transit engine of HashiCorp Vault or OpenBao as a master key. It wraps and opens there and never leaves; what
 * a data key is bound to goes along as associated data, so the key must be of a kind that has such: aes256-gcm96,
 * aes128-gcm96 or chacha20-poly1305.
 */
export function transitMasterKey(
  { key, ...service }: TransitSettings,
  patience: Patience = usualPatience,
): MasterKey {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const mount = parts.join('/') || 'transit';
  const rest = new Rest(patience.rest);
  const ask = <T>(
    what: 'encrypt' | 'decrypt',
    body: Record<string, string>,
    facts: KeyFacts,
    shape: z.ZodType<T>,
  ) => {
    const bound = { ...body, associated_data: bindingOf(facts).toString('base64') };
    return rest.from(() => askService(service, `${mount}/${what}/${name}`, bound, shape, patience));
  };
  const master: MasterKey = {
    name: ['transit', service.namespace, mount, name].filter(Boolean).join(' '),
    async wrap(secret, facts) {
      const { ciphertext } = await ask('encrypt', { plaintext: secret.toString('base64') }, facts, wrapped);
      return Buffer.from(ciphertext);
    },
    async unwrap(value, facts) {
      try {
        const { plaintext } = await ask('decrypt', { ciphertext: value.toString() }, facts, opened);
        return Buffer.from(plaintext, 'base64');
      } catch (error) {
        throw error instanceof KeyServiceFault && spoilt.test(error.reason) ? new Unopenable() : error;
      }
    },
    check: () => tryOut(master),
    async renew() {
      await askService(service, 'auth/token/renew-self', {}, anything, patience);
    },
  };
  return master;
}

const probe = (version: number): KeyFacts => ({
  id: randomUUID(),
  institutionId: randomUUID(),
  keyClass: 'LOOKUPS',
  version,
  algorithm: 'HS256',
});

/** Wraps and opens something that is thrown away, and makes sure that it opens in its own place only. */
async function tryOut(master: MasterKey): Promise<void> {
  const [secret, facts] = [randomBytes(32), probe(1)];
  const sealed = await master.wrap(secret, facts);
  if (!(await master.unwrap(sealed, facts)).equals(secret))
    throw new KeyServiceFault(false, 'the key service opened something else than it wrapped');
  const elsewhere = await master.unwrap(sealed, { ...facts, version: 2 }).catch((error: unknown) => {
    if (error instanceof Unopenable) return null;
    throw error;
  });
  if (elsewhere !== null)
    throw new KeyServiceFault(false, 'this key of the key service does not bind what it wraps to its place');
}
