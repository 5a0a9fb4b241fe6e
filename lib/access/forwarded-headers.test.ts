import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { guardForwardedHeaders } from './forwarded-headers';

it('drops what a client claims about itself where no proxy is trusted', async () => {
  guardForwardedHeaders();
  const server = createServer((incoming, response) => {
    response.end(JSON.stringify(incoming.headers));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const headers = { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Host': 'evil.test', Accept: 'a/b' };
  const seen = await new Promise<string>((done) => {
    request({ port, host: '127.0.0.1', headers }, (response) => {
      response.setEncoding('utf8').on('data', done);
    }).end();
  });
  expect(JSON.parse(seen)).toMatchObject({ accept: 'a/b' });
  expect(seen).not.toContain('6.6.6.6');
  expect(seen).not.toContain('evil.test');
  const handedOn = { 'x-action-forwarded': '1', 'x-forwarded-host': 'school.test' };
  const body = new Blob(['[]']).stream();
  const own = { method: 'POST', headers: handedOn, body, duplex: 'half' };
  const answer = await fetch(`http://127.0.0.1:${port}`, own as RequestInit);
  const kept = await answer.json();
  expect(kept, 'but what the server says to itself').toMatchObject({ 'x-forwarded-host': 'school.test' });
  expect(Object.keys(kept)).not.toContain('transfer-encoding');
  expect(Object.keys(kept)).not.toContain('x-syllabase-own');
  server.close();
});
