import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

export type RoleKeys = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

const folder = '/latest/meta-data/iam/security-credentials/';
const role = 'school-backups';

/** What a machine of Amazon's asks for its role's temporary keys (instance metadata, version 2), on this machine. */
export class MetadataServer {
  /** Null: the machine has no role. */
  keys: RoleKeys | null = null;
  /** How often keys were given. */
  given = 0;
  readonly #token = randomUUID();
  readonly #server = createServer((request, response) => {
    const body = this.#answer(request);
    response.writeHead(body === null ? 404 : 200).end(body ?? '');
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer({ method, url, headers }: IncomingMessage): string | null {
    if (method === 'PUT' && url === '/latest/api/token') return this.#token;
    if (this.keys === null || headers['x-aws-ec2-metadata-token'] !== this.#token) return null;
    if (url === folder) return role;
    if (url !== `${folder}${role}`) return null;
    this.given += 1;
    return JSON.stringify({
      Code: 'Success',
      AccessKeyId: this.keys.accessKeyId,
      SecretAccessKey: this.keys.secretAccessKey,
      Token: this.keys.sessionToken,
      Expiration: new Date(Date.now() + 6 * 3_600_000).toISOString(),
    });
  }
}
