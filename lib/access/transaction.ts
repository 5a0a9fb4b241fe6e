import { type Database, database, type Transaction } from '@/db/client';
import { answerInMaking, refuseInSharedAnswer } from '@/lib/answer-in-making';
import { hasTold } from '@/lib/audit/append';
import type { OwnEvidence } from '@/lib/audit/untold';
import { notFound } from '@/lib/errors';
import { metIn, Unopenable } from '@/lib/unopenable';
import { type Attempt, auditDenial, isDenial } from './audit-denial';
import { auditUnopenable } from './audit-unopenable';
import { may } from './policy';
import type { Viewer } from './viewer';

/**
 * Runs reads or writes as a person: row security shows and accepts what that person may see and change. A denial is in the
 * trail before anybody hears of it.
 *
 * @param about what was tried, for the trail
 * @throws Error when rows were written and the trail was told nothing: the transaction is rolled back
 */
export async function asViewer<T>(
  viewer: Viewer,
  run: (tx: Transaction) => Promise<T>,
  on: Database = database(),
  about?: Attempt,
): Promise<T> {
  return transactAs(viewer, (tx) => toldOf(tx, run), on, about);
}

/** Like `asViewer`, for what is written into a table that is its own evidence. */
export const asViewerInto = <T>(
  _evidence: OwnEvidence,
  viewer: Viewer,
  run: (tx: Transaction) => Promise<T>,
): Promise<T> => transactAs(viewer, run, database());

/** Nothing is changed in a person's name without a trace, whoever forgot it. */
async function toldOf<T>(tx: Transaction, run: (tx: Transaction) => Promise<T>): Promise<T> {
  const result = await run(tx);
  if (tx.written() > 0 && !hasTold(tx)) throw new Error('Rows were written, and the trail was told nothing.');
  return result;
}

async function transactAs<T>(
  viewer: Viewer,
  run: (tx: Transaction) => Promise<T>,
  on: Database,
  about?: Attempt,
): Promise<T> {
  refuseInSharedAnswer('What one person may see');
  const { userId, role, institutionId } = viewer;
  let met: readonly Unopenable[] = [];
  try {
    return await on.transaction({ userId, role, institutionId }, async (tx) => {
      const result = await run(tx);
      met = metIn(tx);
      return result;
    });
  } catch (error) {
    // What was begun is rolled back by now.
    if (isDenial(error)) await auditDenial(viewer, error, { about, on });
    if (error instanceof Unopenable) await auditUnopenable(viewer, error, on);
    throw error;
  } finally {
    for (const unopenable of met) await auditUnopenable(viewer, unopenable, on);
  }
}

/** Like `asViewerInto` for one statement, in one round trip: each call is a transaction of its own. */
export function statementsInto(
  _evidence: OwnEvidence,
  { userId, role, institutionId }: Viewer,
): Pick<Transaction, 'rows'> {
  refuseInSharedAnswer('What one person may see');
  return {
    rows: (statement, values) => database().rows({ userId, role, institutionId }, statement, values),
  };
}

/** Like `asSystem` for one statement, in one round trip: each call is a transaction of its own. */
export function systemStatements(on: Database = database()): Pick<Transaction, 'rows'> {
  refuseInSharedAnswer('What the product sees');
  return {
    rows: (statement, values) =>
      on.rows({ userId: null, role: 'SYSTEM', institutionId: null }, statement, values),
  };
}

/** Like `asViewer`, for administrators only; `run` learns which institution they answer for. */
export async function asAdministrator<T>(
  viewer: Viewer,
  run: (tx: Transaction, institutionId: string) => Promise<T>,
  on?: Database,
): Promise<T> {
  const institutionId = await requireAdministrator(viewer, on);
  return asViewer(viewer, (tx) => run(tx, institutionId), on);
}

/** @returns which institution an administrator answers for; everybody else is refused, which the trail tells */
export async function requireAdministrator(viewer: Viewer, on?: Database): Promise<string> {
  const { institutionId } = viewer;
  if (may.administer(viewer) && institutionId !== null) return institutionId;
  const denial = notFound();
  await auditDenial(viewer, denial, { on });
  throw denial;
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
