import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { clusterPath } from '@/db/embedded/data-dir';
import { startEmbedded } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    templateName: string;
    /** Where the server keeps its files; null where they are not ours to read. */
    clusterDir: string | null;
  }
}

type Server = { ownerUrl: string; templateName: string; clusterDir: string | null; stop(): Promise<void> };

/** Of this process: the projects of a run are set up one after the other, and each loads this module anew. */
const held = globalThis as typeof globalThis & {
  syllabaseTestServer?: { projects: number; server: Promise<Server> };
};

/** One server for a whole run (DATABASE_URL's, else an embedded one) and one migrated template to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  held.syllabaseTestServer ??= { projects: 0, server: prepare() };
  const run = held.syllabaseTestServer;
  run.projects += 1;
  const { ownerUrl, templateName, clusterDir, stop } = await run.server;
  project.provide('serverUrl', ownerUrl);
  project.provide('templateName', templateName);
  project.provide('clusterDir', clusterDir);
  return async () => {
    run.projects -= 1;
    if (run.projects > 0) return;
    delete held.syllabaseTestServer;
    await stop();
  };
}

async function prepare(): Promise<Server> {
  const server = process.env.DATABASE_URL
    ? { ownerUrl: process.env.DATABASE_URL, clusterDir: null, stop: async () => {} }
    : await embedded();
  const templateName = `syllabase_test_${randomBytes(6).toString('hex')}`;
  await onServer(server.ownerUrl, `CREATE DATABASE ${templateName}`);
  const ownerUrl = new URL(server.ownerUrl);
  ownerUrl.pathname = `/${templateName}`;
  await migrateDatabase({ ownerUrl: ownerUrl.toString(), appPassword: 'template' });
  return {
    ...server,
    templateName,
    async stop() {
      await onServer(server.ownerUrl, `DROP DATABASE IF EXISTS ${templateName} WITH (FORCE)`);
      await onServer(server.ownerUrl, `DROP ROLE IF EXISTS ${templateName}_app`).catch(() => {});
      await server.stop();
    },
  };
}

async function embedded() {
  const dataDir = await mkdtemp(join(tmpdir(), 'syllabase-test-'));
  // What a test has left to be vacuumed must not be gone before the test looks.
  const settings = { fsync: 'off', max_connections: '200', autovacuum_naptime: '10min' };
  const server = await startEmbedded({ dataDir, settings });
  return {
    ownerUrl: server.ownerUrl,
    clusterDir: clusterPath(dataDir),
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
