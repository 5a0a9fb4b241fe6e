import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { takeOver } from '../front/answer-first';
import { type FindAddress, Front } from '../front/front';
import type { CacheStore } from '../store/store';

export type Heard = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };
type Ask = { method?: string; headers?: OutgoingHttpHeaders };

/** A server that stands for Next (its own answer is “from behind”), with the front before it. */
export async function openFrontServer(store: CacheStore, findAddress: FindAddress) {
  const server = createServer((_request, response) => response.end('from behind'));
  takeOver(server, new Front(store, findAddress).answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    ask: (path: string, ask: Ask = {}) => hear(port, path, ask),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The target is sent letter by letter as it is given. */
async function hear(port: number, path: string, { method = 'GET', headers = {} }: Ask): Promise<Heard> {
  const asked = request({ port, host: '127.0.0.1', path, method, headers }).end();
  const [answer] = await once(asked, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
}
