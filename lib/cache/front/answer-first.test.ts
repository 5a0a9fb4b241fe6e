import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { answerFirst } from './answer-first';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function open() {
  const server = createServer((_request, response) => response.end('behind'));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
}

describe('answerFirst', () => {
  it('sees every request first, the very first one too, once each, and leaves what it does not answer', async () => {
    const before = await open();
    const seen: string[] = [];
    const stop = answerFirst(({ url = '' }, response) => {
      seen.push(url);
      if (url === '/front') response.end('front');
      return url === '/front';
    });
    const after = await open();
    for (const ask of [before, after, before])
      expect([await ask('/front'), await ask('/other')]).toEqual(['front', 'behind']);
    expect(seen).toHaveLength(6);
    stop();
    expect(await (await open())('/front')).toBe('behind');
  });
});
