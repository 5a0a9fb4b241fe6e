import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { ImportFailure } from '../failure';

const takeLock = statement(
  'interop.lock',
  `SELECT pg_try_advisory_xact_lock(hashtext('syllabase:import:' || $1)) AS taken`,
);
const stayAlive = statement('interop.lock-alive', 'SELECT 1 AS alive');
const aliveEvery = 20_000;

/**
 * Runs one import of its kind at a time. A transaction of its own holds the lock, so that it ends with the
 * process however that ends; it is asked something now and then, because idle transactions are cut off.
 */
export function withImportLock<T>(database: Database, kind: string, run: () => Promise<T>): Promise<T> {
  return asSystem(async (tx) => {
    const [row] = await tx.rows<{ taken: boolean }>(takeLock, [kind]);
    if (!row?.taken) throw new ImportFailure(`Another import of this kind (${kind}) is running.`);
    let lost: Error | null = null;
    let asking = Promise.resolve();
    const ask = () => {
      asking = tx.rows(stayAlive).then(
        () => undefined,
        (error: Error) => {
          lost = error;
        },
      );
    };
    const timer = setInterval(ask, aliveEvery);
    try {
      const result = await run();
      await asking;
      if (lost) throw lost;
      return result;
    } finally {
      clearInterval(timer);
      await asking;
    }
  }, database);
}
