import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import pg from 'pg';
import { openDatabase } from '@/db/client';
import { startEmbedded } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';
import { settleCatalog } from '@/lib/catalog/index/settle';
import { fillSandbox } from './fill-sandbox';
import { measureReads, type ReadResult } from './reads';
import { inSandboxFolder } from './sandbox-folder';
import { enrolledIn, type TermShape } from './shape';
import { measureWrites, type WriteEffort, type WriteResult } from './writes';

export type Figures = { progressRows: number; reads: ReadResult[]; writes: WriteResult[] };

/** How often each question is timed, and how long writes are. */
export type Effort = { reads: number; writes: WriteEffort };

type Asked = { shape: TermShape; factor: number; effort: Effort; say: (what: string) => void };

/** Bytes that a progress row comes to with everything that hangs on it, indexes and the log of writing it. */
const bytesPerRow = 900;
/** A guest beside the real database has few connections; writes are as durable as the product's. */
const modest = { max_connections: '60' };

/**
 * Measures the product's budgets on a term `factor` times the size, on a Postgres of its own in `parent`, which is gone
 * afterwards. The product's database is not touched.
 *
 * @throws Error when the disk has no room for it
 */
export const measureAt = (parent: string, asked: Asked): Promise<Figures> =>
  inSandboxFolder(parent, async (dataDir) => {
    await requireRoom(parent, asked.shape.progressRows * asked.factor * bytesPerRow);
    const server = await startEmbedded({ dataDir, settings: modest });
    const appPassword = randomBytes(12).toString('hex');
    const { appUrl } = await migrateDatabase({ ownerUrl: server.ownerUrl, appPassword });
    return onServer(server.ownerUrl, appUrl, asked);
  });

async function onServer(
  ownerUrl: string,
  appUrl: string,
  { shape, factor, effort, say }: Asked,
): Promise<Figures> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await fillSandbox(owner, shape, factor, say);
    say('the catalog');
    const database = openDatabase(appUrl, 2);
    await settleCatalog(database);
    await database.close();
    await owner.query('VACUUM (ANALYZE)');
    const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM user_progress');
    const urls = { app: appUrl, owner: ownerUrl };
    say('measuring reads');
    const reads = await measureReads(owner, urls, effort.reads);
    say('measuring writes');
    const writes = await measureWrites(owner, urls, effort.writes);
    return { progressRows: Number(rows[0]?.n), reads, writes };
  } finally {
    await owner.end();
  }
}

/** @throws Error when a rehearsal of so many bytes does not fit */
async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free * 0.8 < bytes)
    throw new Error(
      `The rehearsal needs about ${gigabytes(bytes)} GB in ${folder}, where ${gigabytes(free)} GB are free. Take a smaller factor.`,
    );
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);

/** @throws Error where there is nothing that budgets could be measured on */
export function requireTerm(shape: TermShape): void {
  const { largest } = enrolledIn(shape);
  if (largest === 0 || shape.progressRows === 0)
    throw new Error('There is nothing to rehearse with yet: no student has begun a course.');
}
