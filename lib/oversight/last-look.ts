import type { Transaction } from '@/db/client';
import { readQueueState } from '@/lib/jobs/state';

/** When the rules were last applied, ISO; null where they were not within the memory of the queue, which is a week. */
export async function readLastLook(tx: Transaction): Promise<string | null> {
  const queues = await readQueueState(tx);
  return queues?.find(({ name }) => name === 'flag-anomalies')?.lastDoneAt ?? null;
}
