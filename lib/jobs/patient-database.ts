import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAway } from '@/db/away';

export type PatientDatabase = {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
};

const firstPause = 500;
const longestPause = 5_000;

/**
 * The queue's own small pool. While the database is away its statements wait instead of failing: pg-boss
 * leaves some of its promises alone, and one of them rejecting would end the process.
 */
export function patientDatabase(url: string, signal: AbortSignal): PatientDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 10_000,
    application_name: 'syllabase jobs',
  });
  pool.on('error', reportLoss);
  return {
    async executeSql(text, values) {
      for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
        try {
          return await execute(pool, text, values);
        } catch (error) {
          if (signal.aborted || !isAway(error)) throw error;
          if (pause === firstPause) console.error('The job queue’s database is away; waiting for it.');
          await sleep(pause, undefined, { signal }).catch(() => undefined);
        }
      }
    },
    close: () => pool.end(),
  };
}

/** A connection that breaks while in use tells its query and emits as well; unheard, that would end the process. */
const reportLoss = (error: Error) => console.error(`job queue connection lost: ${error.message}`);

async function execute(pool: pg.Pool, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const client = await pool.connect();
  client.on('error', reportLoss);
  try {
    const { rows } = await client.query(text, values);
    client.off('error', reportLoss);
    client.release();
    return { rows };
  } catch (error) {
    // pg-boss sends BEGIN … COMMIT as one text; after a fault the session would be stuck inside.
    client.release(true);
    throw error;
  }
}
