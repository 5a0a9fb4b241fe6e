import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { TransitSettings } from '../transit-master-key';

/** What goes wrong: it is sealed, says nothing, or hangs up. */
export type Trouble = 'sealed' | 'silence' | 'hangs up';

type Answer = { status: number; body: object };
const refuse = (status: number, ...errors: string[]): Answer => ({ status, body: { errors } });
const give = (data: object | null): Answer => ({ status: 200, body: { request_id: 'test', data } });

const body = z.object({
  plaintext: z.base64().optional(),
  ciphertext: z.string().optional(),
  associated_data: z.base64().optional(),
});
const token = 'hvs.test-token-that-nobody-may-see';

/** The transit engine of Vault and OpenBao on this machine: keys of the kind aes256-gcm96, with versions and tokens. */
export class TransitServer {
  /** Requests that it answered, as `METHOD path`. */
  readonly calls: string[] = [];
  trouble: Trouble | null = null;
  /** Whether associated data are bound; the engines before they knew of it leave them out. */
  binds = true;
  /** Whether it refuses everything, in the words that it was asked with. */
  echoes = false;
  readonly #keys = new Map<string, Buffer[]>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #port = 0;

  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port.');
    this.#port = address.port;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** A key, or its next version. */
  addKey(path: string): void {
    this.#keys.set(path, [...(this.#keys.get(path) ?? []), randomBytes(32)]);
  }

  settings(key = 'transit/school'): TransitSettings {
    return { url: `http://127.0.0.1:${this.#port}`, token, namespace: 'campus', key };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (this.trouble === 'silence') return;
    if (this.trouble === 'hangs up') return void request.socket.destroy();
    const { status, body: said } = this.#answer(request, Buffer.concat(pieces).toString());
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said));
  }

  #answer({ method, url = '', headers }: IncomingMessage, text: string): Answer {
    this.calls.push(`${method} ${url}`);
    if (this.trouble === 'sealed') return refuse(503, 'Vault is sealed');
    if (this.echoes) return refuse(403, `cannot work with ${headers['x-vault-token']}`, text);
    const known = headers['x-vault-token'] === token && headers['x-vault-namespace'] === 'campus';
    if (!known) return refuse(403, 'permission denied');
    if (url === '/v1/auth/token/renew-self') return give(null);
    const [, mount = '', what = '', name = ''] = /^\/v1\/(.+)\/(encrypt|decrypt)\/([^/]+)$/.exec(url) ?? [];
    if (what === '' || method !== 'POST') return refuse(404);
    const versions = this.#keys.get(`${mount}/${name}`);
    if (!versions) return refuse(400, 'encryption key not found');
    const { data } = body.safeParse(JSON.parse(text));
    if (!data) return refuse(400, 'failed to parse the request');
    const bound = Buffer.from(this.binds ? (data.associated_data ?? '') : '', 'base64');
    return what === 'encrypt'
      ? encrypt(versions, data.plaintext ?? '', bound)
      : decrypt(versions, data.ciphertext ?? '', bound);
  }
}

function encrypt(versions: Buffer[], plaintext: string, bound: Buffer): Answer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? '', nonce).setAAD(bound);
  const sealed = [
    nonce,
    cipher.update(Buffer.from(plaintext, 'base64')),
    cipher.final(),
    cipher.getAuthTag(),
  ];
  const ciphertext = `vault:v${versions.length}:${Buffer.concat(sealed).toString('base64')}`;
  return give({ ciphertext, key_version: versions.length });
}

function decrypt(versions: Buffer[], ciphertext: string, bound: Buffer): Answer {
  const [, version = '', encoded = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
  const key = versions[Number(version) - 1];
  if (!key) return refuse(400, 'invalid ciphertext: no prefix');
  const sealed = Buffer.from(encoded, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(bound).setAuthTag(sealed.subarray(-16));
    const plaintext = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    return give({ plaintext: plaintext.toString('base64') });
  } catch {
    return refuse(400, 'cipher: message authentication failed');
  }
}
