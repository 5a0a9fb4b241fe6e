import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const pieces = 40;
const betweenPieces = 25;

/**
 * A line to the server at `origin` on which documents arrive in small pieces, so that the browser paints them half
 * read. Returns its address and what closes it.
 */
export async function slowLine(origin: string): Promise<{ address: string; close: () => Promise<void> }> {
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host: new URL(origin).host, 'accept-encoding': 'identity' };
    const onward = request(new URL(asked.url ?? '/', origin), { method: asked.method, headers }, (answered) =>
      pass(answered, answer),
    );
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  if (!bound || typeof bound === 'string') throw new Error('the slow line has no port');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

async function pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = from.headers;
  to.writeHead(from.statusCode ?? 502, headers);
  if (!headers['content-type']?.includes('text/html')) {
    from.pipe(to);
    return;
  }
  const document = Buffer.concat(await from.toArray());
  // What is to be seen goes slowly; the data for the scripts behind it, at once.
  const seen = document.indexOf('</footer>');
  const size = Math.ceil(seen / pieces);
  for (let start = 0; start < seen; start += size) {
    to.write(document.subarray(start, Math.min(start + size, seen)));
    await pause(betweenPieces);
  }
  to.end(document.subarray(seen));
}
