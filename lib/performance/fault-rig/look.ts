import type { Database } from '@/db/client';
import { unpreparedStatement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { Ask, Check, Verdict } from '../checks/check';
import { readFacts } from '../checks/facts';
import { readCoverage } from '../checks/readings';
import type { Later } from './rig';

const day = 86_400;

/** What one check says of a database as if its sessions and its statistics were so much older. */
export const look = (
  database: Database,
  check: Check,
  { seconds = 0, days = 0 }: Later = {},
): Promise<Verdict[]> =>
  asSystem(async (tx) => {
    const ask: Ask = (sql) => tx.rows(unpreparedStatement('performance.rig', sql));
    const found = await readFacts(ask);
    const facts = {
      ...found,
      readings: await readCoverage(ask),
      statisticsAge: found.statisticsAge + days * day,
    };
    const older: Ask = async <Row extends Record<string, unknown>>(sql: string) =>
      (await ask<Row>(sql)).map((row) => addTo(row, seconds));
    return check.read(older, facts);
  }, database);

/** A row with its session’s times made longer. */
export const addTo = <Row extends Record<string, unknown>>(row: Row, seconds: number): Row => ({
  ...row,
  ...('seconds' in row && { seconds: Number(row.seconds) + seconds }),
  ...('waitSeconds' in row && { waitSeconds: Number(row.waitSeconds) + seconds }),
});
