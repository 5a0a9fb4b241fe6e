import pg from 'pg';
import type { ReplicationConnection } from '../replication/connection';

/** What makes the server keep the log until it is archived, within max_slot_wal_keep_size. */
export const slotName = 'syllabase_backup';

const state = `SELECT restart_lsn, wal_status, active FROM pg_replication_slots WHERE slot_name = '${slotName}'`;

/** From where the server keeps the log; `isNew`: it did so for nobody before. */
export type Slot = { lsn: string; isNew: boolean };

/**
 * Where the server still has the log from. The slot is made where there is none, and made anew where the server gave up
 * keeping the log for it.
 *
 * @returns null when another process is archiving
 */
export async function claimSlot(connection: ReplicationConnection): Promise<Slot | null> {
  const [found] = await connection.rows(state);
  if (found?.[2] === 't') return null;
  if (found?.[0] && found[1] !== 'lost') return { lsn: found[0], isNew: false };
  if (found) await connection.rows(`DROP_REPLICATION_SLOT ${slotName}`);
  await connection.rows(`CREATE_REPLICATION_SLOT ${slotName} PHYSICAL (RESERVE_WAL true)`);
  const [[lsn] = []] = await connection.rows(state);
  if (!lsn) throw new Error('The server keeps no log for the archive.');
  return { lsn, isNew: true };
}

/**
 * Lets a server throw its log away again, where no archive reads it: for one whose backups are switched off.
 *
 * @returns whether there was a slot to give up
 */
export async function dropSlot(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'syllabase backup' });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active',
      [slotName],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

/** Gives a new slot up again, so that the next attempt finds the same as this one. */
export async function giveUpSlot(connection: ReplicationConnection): Promise<void> {
  await connection.rows(`DROP_REPLICATION_SLOT ${slotName}`);
}
