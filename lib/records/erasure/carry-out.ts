import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { eraseStudent } from './erase';
import { addToErasureList, readErasureList, refusedFile, setAside, writeErasureList } from './erasure-list';
import type { Erased } from './list-line';

const approved = statement(
  'records.approved-erasures',
  "SELECT student_id AS id FROM erasure_requests WHERE state = 'APPROVED' ORDER BY decided_at, id LIMIT 500",
);
const cameBack = statement(
  'records.came-back',
  `SELECT u.id FROM users u WHERE u.role = 'STUDENT' AND (u.id = ANY ($1::uuid[]) OR u.id IN (SELECT user_id FROM erasures))
     AND (u.deleted_at IS NULL OR u.email IS NOT NULL OR NOT EXISTS (SELECT 1 FROM erasures e WHERE e.user_id = u.id))`,
);
const known = statement(
  'records.known-erasures',
  'SELECT user_id AS "userId", erased_at AS "erasedAt" FROM erasures ORDER BY erased_at, user_id',
);

/**
 * Erases who was approved, and again whoever a restored backup brought back: by the list in the database and the one in
 * `listFile` outside it, which is then brought up to date. Each person is a transaction. Nobody is erased by a line that this
 * installation did not write, and none but students.
 *
 * @returns how many were erased, how many of them again, and how many wait because something protects them
 */
export async function carryOutErasures(
  database: Database,
  listFile: string,
  signal: AbortSignal,
): Promise<{ erased: number; again: number; waiting: number }> {
  const listed = await readList(database, listFile);
  const read = (what: typeof approved, values: unknown[] = []) =>
    asSystem((tx) => tx.rows<{ id: string }>(what, values), database);
  const returned = new Set((await read(cameBack, [[...listed]])).map(({ id }) => id));
  const wanted = new Set([...returned, ...(await read(approved)).map(({ id }) => id)]);
  const result = { erased: 0, again: 0, waiting: 0 };
  for (const id of wanted) {
    if (signal.aborted) break;
    const isDone = await asSystem((tx) => eraseStudent(tx, id), database);
    if (!isDone) result.waiting += 1;
    else if (returned.has(id)) result.again += 1;
    else result.erased += 1;
  }
  const all = await asSystem((tx) => tx.rows<Erased>(known), database);
  await addToErasureList(
    listFile,
    all.filter(({ userId }) => !listed.has(userId)),
  );
  return result;
}

/** Ids of everybody on the list; lines that are refused go into the trail and out of the list. */
async function readList(database: Database, listFile: string): Promise<Set<string>> {
  const { listed, refused, isOld } = await readErasureList(listFile);
  if (refused.length > 0) {
    const lines = refused.length;
    console.error(`erasure list: ${lines} lines are not ours; they were moved to ${refusedFile(listFile)}`);
    await asSystem((tx) => appendAudit(tx, null, { ...refusal, details: { lines } }), database);
    await setAside(listFile, { listed, refused });
  } else if (isOld) await writeErasureList(listFile, listed);
  return new Set(listed.map(({ userId }) => userId));
}

const refusal = { action: 'erasure.list-refused', objectType: 'erasure list', outcome: 'DENIED' } as const;
