import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const patience = 300_000;

/** The product as a user starts it, on a data directory and port of its own, and the journeys against it. */
const dataDir = await mkdtemp(join(tmpdir(), 'syllabase-e2e-'));
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const external = process.env.DATABASE_URL ? await createDatabase(process.env.DATABASE_URL) : null;
const { NODE_ENV: _inherited, ...inherited } = process.env;
const environment = {
  ...inherited,
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  PORT: String(port),
  APP_URL: origin,
  DEMO: '1',
  ...(external && {
    DATABASE_URL: external.url,
    AUTH_SECRET: randomBytes(32).toString('base64'),
    MASTER_KEY: randomBytes(32).toString('base64'),
  }),
};
const product = spawn(process.execPath, ['scripts/start.mjs'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...environment, NODE_ENV: 'production' },
});
const ended = new Promise<number>((resolve) => product.on('exit', (code) => resolve(code ?? 1)));
let code = 1;
try {
  await Promise.race([
    answers(),
    ended.then((status) => Promise.reject(new Error(`npm start ended with ${status}`))),
  ]);
  code = await playwright();
} finally {
  product.kill('SIGTERM');
  const stopped = await ended;
  if (stopped !== 0) console.error(`npm start did not stop cleanly (${stopped})`);
  if (code === 0) code = stopped;
  await external?.drop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(code);

async function answers(): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    const health = await fetch(`${origin}/api/health`).catch(() => null);
    if (health?.ok) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error('the product did not answer in time');
}

function playwright(): Promise<number> {
  const tests = spawn(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      // With the product's own settings, so that a journey can run an operator's commands beside it.
      env: {
        ...process.env,
        ...environment,
        BASE_URL: origin,
        CHROMIUM_PATH: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      },
    },
  );
  return new Promise((resolve) => tests.on('exit', (status) => resolve(status ?? 1)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** A database of its own on the given server, so that the journeys never touch anybody's data. */
async function createDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `syllabase_e2e_${randomBytes(5).toString('hex')}`;
  const run = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${name}_app`),
  };
}
