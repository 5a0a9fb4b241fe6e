import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './cache/calls';

/** `variables` are set besides. */
type Place = { appUrl: string; redisUrl?: string; secret: string; variables?: Record<string, string> };

/** The production build, once or several times over one database and one Redis. It must have been built. */
export class Instances {
  readonly targets: Target[] = [];
  readonly #children: ChildProcess[] = [];
  #folder: string | undefined;

  async start(count: number, place: Place): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'syllabase-cache-'));
    for (let n = 0; n < count; n += 1) await this.#startOne(join(this.#folder, String(n)), place);
    for (const { origin } of this.targets) await waitFor(`${origin}/api/health`);
  }

  async stop(): Promise<void> {
    for (const child of this.#children) {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  /** Tells each of them. */
  signal(signal: NodeJS.Signals): void {
    for (const child of this.#children) child.kill(signal);
  }

  get pids(): number[] {
    return this.#children.flatMap(({ pid }) => pid ?? []);
  }

  async #startOne(dataDir: string, { appUrl, redisUrl, secret, variables }: Place): Promise<void> {
    const port = String(await freePort());
    const origin = `http://127.0.0.1:${port}`;
    const own = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: port, APP_URL: origin };
    const shared = { DATABASE_URL: appUrl, REDIS_URL: redisUrl ?? '', AUTH_SECRET: secret };
    const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', port];
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: 'production',
      ...own,
      ...shared,
      ...variables,
    };
    this.#children.push(spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }));
    this.targets.push({ origin, publicReads: 0, progressReads: 0 });
  }
}

/** Runs one instance for as long as `use` takes. */
export async function withInstance<T>(
  place: Place,
  use: (origin: string, instance: Pick<Instances, 'signal' | 'pids'>) => Promise<T>,
): Promise<T> {
  const instances = new Instances();
  try {
    await instances.start(1, place);
    const [target] = instances.targets;
    return await use(target?.origin ?? '', instances);
  } finally {
    await instances.stop();
  }
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
