import { type Database, database, type Transaction } from '@/db/client';
import { answerInMaking, refuseInSharedAnswer } from '@/lib/answer-in-making';
import { appendAudit } from '@/lib/audit/append';
import { notFound } from '@/lib/errors';
import { Denied } from './denied';
import { may } from './policy';
import type { Viewer } from './viewer';

/**
 * Runs reads or writes as a person: row security shows and accepts what that person may see and change. A `Denied` is in the
 * trail before anybody hears of it.
 */
export async function asViewer<T>(
  viewer: Viewer,
  run: (tx: Transaction) => Promise<T>,
  on: Database = database(),
): Promise<T> {
  refuseInSharedAnswer('What one person may see');
  const { userId, role, institutionId } = viewer;
  const identity = { userId, role, institutionId };
  try {
    return await on.transaction(identity, run);
  } catch (error) {
    // What was begun is rolled back by now; the refusal is a transaction of its own.
    if (error instanceof Denied) await on.transaction(identity, (tx) => appendAudit(tx, viewer, error.event));
    throw error;
  }
}

/** Like `asViewer` for one statement, in one round trip: each call is a transaction of its own. */
export function statementsAs({ userId, role, institutionId }: Viewer): Pick<Transaction, 'rows'> {
  refuseInSharedAnswer('What one person may see');
  return {
    rows: (statement, values) => database().rows({ userId, role, institutionId }, statement, values),
  };
}

/** Like `asViewer`, for administrators only; `run` learns which institution they answer for. */
export async function asAdministrator<T>(
  viewer: Viewer,
  run: (tx: Transaction, institutionId: string) => Promise<T>,
  on?: Database,
): Promise<T> {
  const { institutionId } = viewer;
  if (!may.administer(viewer) || institutionId === null) throw notFound();
  return asViewer(viewer, (tx) => run(tx, institutionId), on);
}

/** Runs reads of what everybody may see. Personal tables show no row here. */
export function asPublic<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  answerInMaking()?.addUnaccounted();
  return database().transaction({ userId: null, role: null, institutionId: null }, run);
}

/** Runs the product's own work: jobs, importers, sign-in before anybody is known. Never on behalf of a request's input alone. */
export function asSystem<T>(run: (tx: Transaction) => Promise<T>, on: Database = database()): Promise<T> {
  refuseInSharedAnswer('What the product sees');
  return on.transaction({ userId: null, role: 'SYSTEM', institutionId: null }, run);
}
