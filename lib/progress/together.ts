import { type Database, database } from '@/db/client';
import { systemStatements } from '@/lib/access/transaction';
import { gatherReports } from './gather';
import { recordProgress, recordTogether } from './mutations';
import type { ProgressReceipt, Report } from './schema';

const gathered = new WeakMap<Database, (report: Report) => Promise<ProgressReceipt>>();

/** Counts one event of a student exactly once, in one transaction with what others report at that moment. */
export function recordOne(report: Report, on: Database = database()): Promise<ProgressReceipt> {
  let record = gathered.get(on);
  if (!record) {
    record = gatherReports(
      async (reports) => recordTogether(systemStatements(on), reports),
      async ({ studentId, event }) => recordProgress(systemStatements(on), studentId, [event]),
    );
    gathered.set(on, record);
  }
  return record(report);
}
