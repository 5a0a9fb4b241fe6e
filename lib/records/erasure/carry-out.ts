import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { readOwnList } from '../signed-list/own-list';
import { addToList } from '../signed-list/signed-list';
import { type ErasureOutcome, eraseStudent, ProtectedMeanwhile } from './erase';
import { type Erased, erasureList } from './erasure-list';
import { findReturned } from './returned';

const approved = statement(
  'records.approved-erasures',
  "SELECT student_id AS id FROM erasure_requests WHERE state = 'APPROVED' ORDER BY decided_at, id LIMIT 500",
);
const known = statement(
  'records.known-erasures',
  'SELECT user_id AS "userId", erased_at AS "erasedAt" FROM erasures ORDER BY erased_at, user_id',
);
const knownOne = statement(
  'records.known-erasure',
  'SELECT user_id AS "userId", erased_at AS "erasedAt" FROM erasures WHERE user_id = $1',
);

/**
 * Erases who was approved, and again whoever a restored backup brought back: by the list in the database and the one in
 * `listFile` outside it, which is then brought up to date. Each person is a transaction. Nobody is erased by a line that this
 * installation did not write, and none who never was a student.
 *
 * @throws AggregateError when all others were tried: the faults of those who could not be erased
 * @returns how many were erased, how many of them again, how many wait because something protects them, and how many were
 *   refused after all, because the schedule keeps the record now
 */
export async function carryOutErasures(
  database: Database,
  listFile: string,
  signal: AbortSignal,
  { onlyReturned = false } = {},
): Promise<{ erased: number; again: number; waiting: number; refused: number }> {
  const onList = await readOwnList(database, erasureList, listFile);
  const listed = new Set(onList.map(({ userId }) => userId));
  const returned = new Set(await asSystem((tx) => findReturned(tx, listed), database));
  const wait = onlyReturned ? [] : await asSystem((tx) => tx.rows<{ id: string }>(approved), database);
  const wanted = new Set([...returned, ...wait.map(({ id }) => id)]);
  const result = { erased: 0, again: 0, waiting: 0, refused: 0 };
  const faults: unknown[] = [];
  for (const id of wanted) {
    if (signal.aborted) break;
    const outcome = await eraseOne(database, id, returned.has(id)).catch((fault: unknown) => {
      faults.push(fault);
      return null;
    });
    if (outcome === null || outcome === 'SETTLED') continue;
    if (outcome === 'WAITS') result.waiting += 1;
    else if (outcome === 'REFUSED') result.refused += 1;
    else {
      result[returned.has(id) ? 'again' : 'erased'] += 1;
      // At once: a crash before the end, and an older backup after it, must not bring the person back.
      const own = await asSystem((tx) => tx.rows<Erased>(knownOne, [id]), database);
      await addMissing(listFile, listed, own);
    }
  }
  await addMissing(listFile, listed, await asSystem((tx) => tx.rows<Erased>(known), database));
  if (faults.length > 0)
    throw new AggregateError(faults, `${faults.length} of ${wanted.size} could not be erased.`);
  return result;
}

async function addMissing(listFile: string, listed: Set<string>, erased: Erased[]): Promise<void> {
  const missing = erased.filter(({ userId }) => !listed.has(userId));
  await addToList(erasureList, listFile, missing);
  for (const { userId } of missing) listed.add(userId);
}

async function eraseOne(database: Database, id: string, isReturned: boolean): Promise<ErasureOutcome> {
  try {
    return await asSystem((tx) => eraseStudent(tx, id, isReturned), database);
  } catch (error) {
    if (error instanceof ProtectedMeanwhile) return 'WAITS';
    throw error;
  }
}
