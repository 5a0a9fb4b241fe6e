import { once } from 'node:events';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export type Answer = {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  sent: Buffer;
  text: string;
};

/** One request whose target is sent letter by letter as it is given, and whose answer is shown as it was sent. */
export async function raw(
  origin: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
  body?: string | Buffer,
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  // A connection of its own: one that is kept may be closed by the server in the moment in which it is used again.
  const asked = request({ hostname, port, path, method, headers, agent: false }).end(body);
  const [answer] = await once(asked, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const sent = Buffer.concat(chunks);
  const text = open(sent, answer.headers['content-encoding']).toString();
  return { status: answer.statusCode, headers: answer.headers, sent, text };
}

function open(sent: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(sent);
  return encoding === 'gzip' ? gunzipSync(sent) : sent;
}

/** Asks until the answer comes from before Next, which is known by its ETag; a few times at most. */
export async function rawKept(origin: string, path: string, headers: OutgoingHttpHeaders = {}) {
  for (let tries = 0; tries < 40; tries += 1) {
    const answer = await raw(origin, path, headers);
    if (answer.headers.etag) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${path} is never answered before Next`);
}
