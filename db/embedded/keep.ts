import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterPath } from './data-dir';
import { hasCluster } from './initialize';
import { readPostmaster } from './postmaster';
import { isAlive } from './processes';
import { secretsPath } from './secrets';
import { type EmbeddedOptions, startEmbedded } from './server';
import { stopPostmaster } from './stop';

const LOOK_MS = 500;

/**
 * Runs Postgres as `startEmbedded` does, and starts it again at the same address when it was killed or ran out of memory: what was
 * committed is there again, and whoever is connected connects anew. More slowly each time it does not last.
 *
 * @param say is told of it in single lines
 */
export async function keepEmbedded(
  options: EmbeddedOptions,
  say: (line: string) => void,
): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const dataDir = resolve(options.dataDir);
  let server = await startEmbedded(options);
  const { ownerUrl } = server;
  const stopping = new AbortController();
  const { signal } = stopping;

  const startAgain = async (): Promise<void> => {
    // Whoever took the folder away brings it back; a new, empty database in its place would be in the way.
    if (!hasCluster(dataDir) || !existsSync(secretsPath(dataDir)))
      throw new Error(
        `${clusterPath(dataDir)} or ${secretsPath(dataDir)} is not there any more; put it back.`,
      );
    const again = await startEmbedded(options);
    if (again.ownerUrl !== ownerUrl) {
      await again.stop();
      throw new Error('another program has taken its port');
    }
    server = again;
  };
  const goOn = async (): Promise<void> => {
    for (let failures = 0, since = Date.now(); ; ) {
      await sleep(LOOK_MS, undefined, { signal });
      if (isAlive(server.pid)) continue;
      failures = Date.now() - since > 60_000 ? 0 : failures + 1;
      const delay = Math.min(250 * 2 ** failures, 30_000);
      say(`The database ended; starting it again in ${delay / 1000} s.`);
      await sleep(delay, undefined, { signal });
      since = Date.now();
      await startAgain().then(
        () => say('The database runs again.'),
        (error: Error) => say(`The database did not start: ${error.message}`),
      );
    }
  };
  let isOver = false;
  const going = goOn().catch(() => {
    isOver = true;
  });
  return {
    ownerUrl,
    async stop() {
      stopping.abort();
      // One that is just starting may be long in its recovery.
      while (!isOver) {
        const starting = readPostmaster(clusterPath(dataDir));
        if (starting) await stopPostmaster(clusterPath(dataDir), starting.pid);
        await Promise.race([going, sleep(100)]);
      }
      await server.stop();
    },
  };
}
