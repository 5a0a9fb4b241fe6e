import { type Database, openDatabase, type Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { settleCatalog } from '@/lib/catalog/index/settle';
import { firstDemoEmails } from './accounts';
import { refreshStatistics } from './statistics';
import { type OnProgress, writeDemo } from './write-demo';

const lock = statement('demo.lock', "SELECT pg_advisory_xact_lock(hashtext('syllabase:demo'))");
// What is written is not committed before the end, and a vacuum of the meantime takes its tables for empty. A plan for
// empty tables is one that takes hours.
const unmisled = statement(
  'demo.unmisled',
  `SELECT set_config('enable_nestloop', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`,
);
const look = statement(
  'demo.look',
  `SELECT (SELECT count(*) FROM users WHERE email = ANY ($1::text[]) AND deleted_at IS NULL) AS accounts,
     NOT EXISTS (SELECT FROM institutions) AND NOT EXISTS (SELECT FROM users)
       AND NOT EXISTS (SELECT FROM imports) AS empty`,
);

/**
 * Seeds the demo into an empty database, in one transaction: whatever interrupts it leaves the database
 * empty, and the next call starts again. Dates are relative to today; everything else is always the same. Written as the owner,
 * since the accounts have passwords, which the application may not write.
 *
 * @param options.onProgress steps done, steps in all, and what is being written
 * @returns true when the demo is there, now or from before; false when the database holds anything else
 */
export async function seedDemo(options: {
  ownerUrl: string;
  appUrl: string;
  onProgress?: OnProgress;
}): Promise<boolean> {
  const { ownerUrl, appUrl, onProgress = () => {} } = options;
  const isThere = await within(ownerUrl, (owner) => asSystem((tx) => seedIfEmpty(tx, onProgress), owner));
  if (isThere) {
    await within(appUrl, settleCatalog);
    await refreshStatistics(ownerUrl);
  }
  return isThere;
}

async function within<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function seedIfEmpty(tx: Transaction, onProgress: OnProgress): Promise<boolean> {
  await tx.rows(lock);
  const [found] = await tx.rows<{ accounts: number; empty: boolean }>(look, [firstDemoEmails]);
  if (!found?.empty) return found?.accounts === firstDemoEmails.length;
  await tx.rows(unmisled);
  await writeDemo(tx, new Date(), onProgress);
  return true;
}
