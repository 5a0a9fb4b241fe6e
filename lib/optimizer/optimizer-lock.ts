import pg from 'pg';
import type { Database } from '@/db/client';
import { env } from '@/lib/env';
import { cleanLeftovers } from './apply/clean-leftovers';
import { removeLabs } from './lab/open-lab';
import { endLeftRuns } from './ledger/runs';

/** Who holds the optimizer's turn: nobody else proposes, tries or changes anything meanwhile. */
export type Turn = { owner: pg.Client; cleaned: string[] };

const take = "SELECT pg_try_advisory_lock(hashtext('syllabase:optimizer')) AS mine";

/**
 * Does something while nobody else works as the optimizer, on a connection of the owner. First it clears away what a killed
 * process left: half-built indexes, copies with their servers, runs without an end. The lock goes with the connection; a
 * server process that still builds an index for a killed one holds it until it is done.
 *
 * @returns null where somebody else is at work
 */
export async function inTurn<T>(
  database: Database,
  ownerUrl: string,
  work: (turn: Turn) => Promise<T>,
): Promise<T | null> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase optimizer' });
  // Whoever waits for an answer learns of a loss from it; unheard, it would end the process.
  owner.on('error', (error) => console.error(`optimizer connection lost: ${error.message}`));
  await owner.connect();
  try {
    const { rows } = await owner.query<{ mine: boolean }>(take);
    if (!rows[0]?.mine) return null;
    await owner.query("SET lock_timeout = '30s'; SET statement_timeout = '2h'");
    const cleaned = await cleanLeftovers(owner);
    await removeLabs(env().DATA_DIR);
    await endLeftRuns(database);
    return await work({ owner, cleaned });
  } finally {
    await owner.end();
  }
}
