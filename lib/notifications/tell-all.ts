import type { Database, Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';

/** Tells a batch of people something; answers how many were told, 0 when nobody is left. */
export type Teller = (tx: Transaction, now: Date) => Promise<number>;

/** Tells everybody, batch after batch, each in a transaction of its own, until nobody is left or `signal` is aborted. */
export async function tellAll(teller: Teller, database: Database, signal: AbortSignal): Promise<number> {
  const now = new Date();
  let total = 0;
  let told = 1;
  while (told > 0 && !signal.aborted) {
    told = await asSystem((tx) => teller(tx, now), database);
    total += told;
  }
  return total;
}
