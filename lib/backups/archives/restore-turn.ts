import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { emptyAgain, unfinishedRestore } from '@/db/unfinished-restore';
import { BackupRefusal } from '../errors';

/** Of the advisory lock that stands for the turn; it ends with the connection, however the process ends. */
const turnKey = 7_235_983;

/** The server needs a moment to notice that a process was killed. */
const patience = { tries: 8, pause: 250 };

/**
 * Restores into one database one at a time. What a restore that was killed there has left is cleared away first: whoever has
 * the turn knows that nobody works on it any more. Where `restore` fails, the database is empty again.
 *
 * @throws BackupRefusal while somebody else restores into it
 */
export async function inRestoreTurn<T>(url: string, restore: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'syllabase restore' });
  // Whoever asks learns of it from the answer; unheard, it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await claimTurn(client);
    await clearUnfinished(client);
    return await restore().catch(async (error: unknown) => {
      // Where not even that can be done, the mark keeps everybody away from what is there.
      await clearUnfinished(client).catch(() => undefined);
      throw error;
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function claimTurn(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < patience.tries; tries++) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      turnKey,
    ]);
    if (rows[0]?.mine) return;
    await sleep(patience.pause);
  }
  throw new BackupRefusal('Something is being restored into this database already.');
}

/** Only what carries the mark of a restore: never a database that somebody uses. */
async function clearUnfinished(client: pg.Client): Promise<void> {
  if (await unfinishedRestore(client)) await emptyAgain(client);
}
