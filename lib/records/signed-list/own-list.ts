import type { Database } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { readList, refusedFile, type SignedList, setAside, writeList } from './signed-list';

/**
 * Everything that this installation has put on a list. Lines that it did not write go into the trail and out of the list; what an
 * older master key signed is signed anew.
 */
export async function readOwnList<T>(database: Database, list: SignedList<T>, path: string): Promise<T[]> {
  const { listed, refused, isOld } = await readList(list, path);
  // Setting all of it aside would undo everything on it, for the sake of a mistyped key.
  if (listed.length === 0 && refused.some((line) => line.includes('"mac"')))
    throw new Error(
      `No line of ${path} is signed with this MASTER_KEY: is it another one? Nothing was changed.`,
    );
  if (refused.length > 0) {
    const lines = refused.length;
    const { objectType, refusedAction: action } = list;
    console.error(`${objectType}: ${lines} lines are not ours; they were moved to ${refusedFile(path)}`);
    await asSystem(
      (tx) => appendAudit(tx, null, { action, objectType, outcome: 'DENIED', details: { lines } }),
      database,
    );
    await setAside(list, path, { listed, refused });
  } else if (isOld) await writeList(list, path, listed);
  return listed;
}
