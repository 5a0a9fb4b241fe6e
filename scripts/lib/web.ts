import { setTimeout as sleep } from 'node:timers/promises';
import type { Env } from '@/lib/env';
import { type Child, startChild } from './children';
import type { Keys } from './database';

const NEXT = 'node_modules/next/dist/bin/next';
const ANY_ADDRESS = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
]);

/** What web and worker are told: the application's own login. The owner's goes to the worker alone, for changes that were approved. */
export function childEnvironment(
  settings: Env,
  keys: Keys,
  appUrl: string,
  demo: boolean,
  dev: boolean,
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    HOST: settings.HOST,
    PORT: String(settings.PORT),
    APP_URL: settings.APP_URL,
    DATA_DIR: settings.DATA_DIR,
    DATABASE_URL: appUrl,
    EMBEDDED_DATABASE: settings.DATABASE_URL ? '0' : '1',
    AUTH_SECRET: keys.authSecret,
    MASTER_KEY: keys.masterKey,
    MASTER_KEY_PREVIOUS: keys.previousMasterKeys.join(','),
    DEMO: demo ? '1' : '0',
  };
}

/** Nothing that the web server never uses: who may take a bucket's objects away is for the worker to know. */
export function webEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    S3_ACCESS_KEY_ID: _id,
    S3_SECRET_ACCESS_KEY: _secret,
    OWNER_DATABASE_URL: _owner,
    BACKUP_DATABASE_URL: _backup,
    ...rest
  } = env;
  return rest;
}

/** Starts the web server. Its banner is left out in production because our own lines say the same. */
export function startWeb(settings: Env, env: NodeJS.ProcessEnv, dev: boolean): Child {
  const args = [NEXT, dev ? 'dev' : 'start', '-H', settings.HOST, '-p', String(settings.PORT)];
  return startChild(args, { env, stdout: dev ? 'inherit' : 'ignore' });
}

/** Starts the worker: the schedule and the queue. */
export function startWorker(env: NodeJS.ProcessEnv): Child {
  return startChild(['--conditions=react-server', '--import', 'tsx', 'scripts/worker.ts'], { env });
}

/** Waits until the web server reports that it and its database are well. */
export async function waitForHealth(settings: Env, web: Child, signal: AbortSignal): Promise<void> {
  const host = ANY_ADDRESS.get(settings.HOST) ?? settings.HOST;
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${settings.PORT}/api/health`;
  const deadline = Date.now() + 120_000;
  let last = 'no answer';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (web.hasEnded()) throw new Error(`The web server ended while starting (${await web.ended}).`);
    last = await ask(url);
    if (last === '') return;
    await sleep(50);
  }
  throw new Error(`The web server is not well: ${url} said ${last}.`);
}

/** Empty when healthy, else what came instead. */
async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    return response.ok ? '' : `${response.status} ${await response.text()}`.slice(0, 300);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
