import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { notFound } from '@/lib/errors';
import { type AnyProposal, readKnown } from './proposals';

const turn = statement(
  'optimizer.decision-turn',
  "SELECT pg_advisory_xact_lock(hashtext('syllabase:optimizer-decision'))",
);

/** A proposal as it stands; nobody decides anything about it until the transaction ends. @throws Refusal */
export async function readInTurn(tx: Transaction, id: number): Promise<AnyProposal> {
  await tx.rows(turn);
  const [proposal] = await readKnown(tx, id);
  if (!proposal) throw notFound();
  return proposal;
}
