import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from './server';

/** Little memory, and no waiting for the disk: killing processes loses nothing that the kernel holds. */
export const SMALL = { shared_buffers: '16MB', fsync: 'off' };

/** A data directory of its own and the servers started on it, for tests of the embedded server itself. */
export class Sandbox {
  readonly dataDir = join(mkdtempSync(join(tmpdir(), 'syllabase-server-')), 'data');
  readonly clusterDir = join(this.dataDir, 'postgres');
  private readonly started: EmbeddedServer[] = [];

  async start(settings?: Record<string, string>): Promise<EmbeddedServer> {
    const { dataDir } = this;
    const server = await startEmbedded({ dataDir, settings: { ...SMALL, ...settings } });
    this.started.push(server);
    return server;
  }

  async remove(): Promise<void> {
    // Those before it on the same folder are gone already, and would wait for its processes.
    for (const server of this.started.toReversed()) await server.stop();
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true });
  }
}

/** The first column of the first row. */
export async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
