import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/** Below 32768, where Linux begins to hand out ports to outgoing connections. */
const FIRST = 20_000;
const COUNT = 12_000;

/** A free port of 127.0.0.1; the same data directory gets the same one whenever it can. */
export async function choosePort(dataDir: string, attempt: number): Promise<number> {
  const start = createHash('sha256').update(dataDir).digest().readUInt32BE(0) % COUNT;
  for (let step = 0; step < 200; step += 1) {
    const port = FIRST + ((start + attempt * 997 + step * 13) % COUNT);
    if (await isPortFree(port, '127.0.0.1')) return port;
  }
  throw new Error(`No free port for the database between ${FIRST} and ${FIRST + COUNT}.`);
}

/** Whether this process could listen there now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
