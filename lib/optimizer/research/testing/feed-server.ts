import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Get } from '../fetch-feed';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A feed server of a test, on this machine, that answers each path as told and remembers what it was asked. */
export class FeedServer {
  readonly asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server = createServer((message, response) => {
    const path = message.url ?? '';
    this.asked.push({ path, headers: message.headers });
    const answer = this.#answers.get(path);
    if (answer) answer(response, message);
    else response.writeHead(404).end();
  });
  #origin = '';

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers a path from now on. @returns its address */
  answer(path: string, answer: Answer): string {
    this.#answers.set(path, answer);
    return this.#origin + path;
  }

  /** Answers a path with a feed. */
  feed(path: string, body: string | Buffer, headers: Record<string, string> = {}): string {
    return this.answer(path, (response) =>
      response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(body),
    );
  }
}

/** Asks as the product does, but of this machine and without encryption. */
export const getLocal: Get = (url, headers, signal) =>
  new Promise((resolve, reject) => {
    request(url, { headers, signal, agent: false }, resolve).on('error', reject).end();
  });

/** Lets every address be asked: those of a test are on this machine. */
export const allowAll = (text: string): URL => new URL(text);

export const rss = (items: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>A feed</title>${items}</channel></rss>`;

export const item = (title: string, more = ''): string =>
  `<item><title>${title}</title><guid>${title}</guid>${more}</item>`;
