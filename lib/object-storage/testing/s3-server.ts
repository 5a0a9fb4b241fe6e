import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Settings } from '../settings';
import { type Answer, type Call, refuse } from './answers';
import { KeptObjects } from './kept-objects';
import { carryOut } from './operations';
import { type Login, signatureFault } from './signature';

/** What goes wrong with a request: an error, no answer though it was carried out, an answer cut in its middle, silence. */
export type Trouble = 'InternalError' | 'SlowDown' | 'answer lost' | 'answer cut' | 'silence';

/** Which requests a trouble is for: `GET key?query`. */
export type Plan = { when: RegExp; what: Trouble; times: number };

const region = 'eu-test-1';
const bucket = 'school';

/** A service that speaks S3 on this machine, in memory: signatures, parts, pages, conditions and ranges as Amazon’s. */
export class S3Server {
  readonly kept = new KeptObjects();
  /** Requests that were carried out, as `METHOD key?query`. */
  readonly calls: string[] = [];
  readonly plans: Plan[] = [];
  pageSize = 1000;
  /** Whom it lets in. */
  login: Omit<Login, 'region'> = {
    accessKeyId: 'test-key',
    secretAccessKey: 'test-secret-of-the-bucket',
  };
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #port = 0;

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
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

  get settings(): S3Settings {
    const { accessKeyId, secretAccessKey } = this.login;
    const login = { accessKeyId, secretAccessKey };
    return { login, region, endpoint: `http://127.0.0.1:${this.#port}`, pathStyle: true };
  }

  /** The next `times` requests that match go wrong. */
  plan(when: RegExp, what: Trouble, times = 1): void {
    this.plans.push({ when, what, times });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const url = new URL(request.url ?? '/', 'http://s3.test');
    const [, name, ...rest] = decodeURIComponent(url.pathname).split('/');
    const { method = '' } = request;
    const { headers } = request;
    const { kept, pageSize } = this;
    const key = rest.join('/');
    const call = {
      method,
      key,
      query: url.searchParams,
      headers,
      body: Buffer.concat(pieces),
      kept,
      pageSize,
    };
    const trouble = this.#troubleFor(`${method} ${key}${url.search}`);
    if (trouble === 'silence') return;
    if (trouble === 'InternalError' || trouble === 'SlowDown') return send(response, refuse(trouble));
    const fault =
      name === bucket ? signatureFault(request, call.body, { ...this.login, region }) : 'NoSuchBucket';
    const answer = fault ? refuse(fault) : this.#do(call, url.search);
    if (trouble === 'answer lost') return void request.socket.destroy();
    if (trouble === 'answer cut') return cut(response, answer);
    send(response, answer);
  }

  #do(call: Call, search: string): Answer {
    this.calls.push(`${call.method} ${call.key}${search}`);
    return carryOut(call);
  }

  #troubleFor(what: string): Trouble | null {
    const plan = this.plans.find(({ when, times }) => times > 0 && when.test(what));
    if (!plan) return null;
    plan.times -= 1;
    return plan.what;
  }
}

const lengthOf = ({ headers, body = '' }: Answer) =>
  headers?.['content-length'] ?? String(Buffer.byteLength(body));

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': lengthOf(answer) });
  response.end(answer.body);
}

/** The first half of the content, then nothing more. */
async function cut(response: ServerResponse, answer: Answer): Promise<void> {
  const body = Buffer.from(answer.body ?? '');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': lengthOf(answer) });
  response.write(body.subarray(0, body.length >> 1));
  await sleep(20);
  response.destroy();
}
