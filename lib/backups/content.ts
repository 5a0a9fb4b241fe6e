import type { Database } from '@/db/client';
import journal from '@/db/migrations/meta/_journal.json';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { type KeyRow, type KeysNeeded, keyRowsSql, keysFrom } from './keys-needed';
import { policyInForce } from './prune/keeping';

/** What a migration is called, by the moment it was made, in milliseconds. */
export const migrationTag = (createdAt: number): string =>
  journal.entries.find(({ when }) => when === createdAt)?.tag ?? `of ${createdAt}`;

/** What a backup holds, by what the database says of itself. `policy`: how long it is to be kept, as that was then. */
export type Content = { schemaVersion: string; keys: KeysNeeded; policy: string };

const keyRows = statement('backups.keys-needed', keyRowsSql);
const newest = statement(
  'backups.newest-migration',
  'SELECT created_at AS "createdAt" FROM newest_migration()',
);

/** The database may be ahead of this process, where a new version has just been started beside it. */
export const describeContent = (database: Database): Promise<Content> =>
  asSystem(async (tx) => {
    const [migration] = await tx.rows<{ createdAt: number }>(newest);
    return {
      schemaVersion: migrationTag(Number(migration?.createdAt)),
      keys: keysFrom(await tx.rows<KeyRow>(keyRows)),
      policy: (await policyInForce(tx)).label,
    };
  }, database);
