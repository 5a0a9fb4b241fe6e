import { setTimeout as sleep } from 'node:timers/promises';
import { BackupRefusal } from '../errors';
import type { ReplicationConnection } from '../replication/connection';

/** Of the advisory lock that stands for the turn to take a backup. */
export const turnKey = 7_235_982;

/** The server needs a moment to notice that a process was killed. */
const patience = { tries: 8, pause: 250 };

/**
 * Only one backup of a server at a time, so that whatever else is unfinished was left by somebody who was killed. The turn
 * ends with the connection.
 *
 * @param refusal what is said to whoever comes second; another kind of work has a key of its own
 * @throws BackupRefusal when somebody else has it
 */
export async function claimTurn(
  connection: ReplicationConnection,
  key = turnKey,
  refusal = 'Another backup is being taken. This one can be taken once that has ended.',
): Promise<void> {
  for (let tries = 0; tries < patience.tries; tries++) {
    const [[mine] = []] = await connection.rows(`SELECT pg_try_advisory_lock(${key})`);
    if (mine === 't') return;
    await sleep(patience.pause);
  }
  throw new BackupRefusal(refusal);
}
