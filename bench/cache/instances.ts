import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './calls';

export type Instances = { targets: Target[]; stop(): Promise<void> };

/** Starts the production build several times over one database and one Redis. It must have been built. */
export async function startInstances(
  count: number,
  { appUrl, redisUrl, secret }: { appUrl: string; redisUrl: string; secret: string },
): Promise<Instances> {
  const dataDir = await mkdtemp(join(tmpdir(), 'syllabase-cache-'));
  const children: ChildProcess[] = [];
  const targets: Target[] = [];
  for (let n = 0; n < count; n += 1) {
    const port = String(await freePort());
    const origin = `http://127.0.0.1:${port}`;
    const place = { DATA_DIR: join(dataDir, String(n)), HOST: '127.0.0.1', PORT: port, APP_URL: origin };
    const shared = { DATABASE_URL: appUrl, REDIS_URL: redisUrl, AUTH_SECRET: secret };
    children.push(
      spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', port], {
        env: { ...process.env, NODE_ENV: 'production', ...place, ...shared },
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    targets.push({ origin, courseReads: 0, progressReads: 0 });
  }
  for (const { origin } of targets) await waitFor(`${origin}/api/health`);
  return {
    targets,
    async stop() {
      for (const child of children) {
        child.kill('SIGTERM');
        if (child.exitCode === null) await once(child, 'exit');
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function waitFor(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} did not answer: build the product first (npm start builds it)`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
