import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { emptyAgain, unfinishedRestore } from '@/db/unfinished-restore';
import { BackupRefusal } from '../errors';

/** Of the advisory lock that stands for the turn; it ends with the connection, however the process ends. */
const turnKey = 7_235_983;

/** `signal` is aborted when the turn is lost; `requireMine` makes sure that it is not. */
export type RestoreTurn = { signal: AbortSignal; requireMine(): Promise<void> };

/** The server needs a moment to notice that a process was killed. */
const patience = { tries: 8, pause: 250 };

/**
 * Restores into one database one at a time. What a restore that was killed there has left is cleared away first: whoever has
 * the turn knows that nobody works on it any more. Where `restore` fails, the database is empty again; where the turn is lost
 * before its end, because the server ended the connection, whoever comes next clears it away.
 *
 * @param restore must end where the turn is lost: from then on somebody else may work on the database
 * @throws BackupRefusal while somebody else restores into it, and when the turn is lost
 */
export async function inRestoreTurn<T>(url: string, restore: (turn: RestoreTurn) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'syllabase restore' });
  const ended = new AbortController();
  for (const event of ['error', 'end'] as const) client.on(event, () => ended.abort(lost()));
  await client.connect();
  try {
    await claimTurn(client);
    await clearUnfinished(client);
    const turn = { signal: ended.signal, requireMine: () => requireMine(client, ended.signal) };
    return await restore(turn).catch(async (error: unknown) => {
      ended.signal.throwIfAborted();
      // Where not even that can be done, the mark keeps everybody away from what is there.
      await clearUnfinished(client).catch(() => undefined);
      throw error;
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

const lost = () =>
  new BackupRefusal(
    'The connection that keeps others from restoring into this database has ended. Restore again: that empties it and begins anew.',
  );

/** A connection that broke without a word is noticed only by asking. @throws BackupRefusal where the turn is lost */
async function requireMine(client: pg.Client, ended: AbortSignal): Promise<void> {
  await client.query('SELECT 1').catch(() => {
    throw lost();
  });
  ended.throwIfAborted();
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
