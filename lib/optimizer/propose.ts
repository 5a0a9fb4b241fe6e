import { type Database, openDatabase, type Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { Candidate } from './candidates/candidate';
import type { Facts } from './candidates/facts';
import { proposeAll } from './candidates/propose-all';
import { keyOf } from './change';
import { readFacts } from './facts/read-facts';
import { rememberDays } from './ledger/append';
import { insertProposal } from './ledger/proposals';
import { recordEvent } from './ledger/record-event';
import { recordRun } from './ledger/runs';
import { takeReading } from './watch/readings';
// So that its statements are known by their names, and their plans are looked at.
import './workload/workload';

export type Proposed = { proposed: number[]; refused: number[]; known: number };

/** How an idea stands that was had before. */
const had = statement(
  'optimizer.had',
  `SELECT DISTINCT ON (p.key) p.key, l.event, l.expires_at < now() AS expired
   FROM optimizer_proposals p JOIN optimizer_ledger l ON l.proposal_id = p.id
   WHERE p.key = ANY ($1::text[]) ORDER BY p.key, l.id DESC`,
);

type Remembered = { key: string; event: string; expired: boolean | null };

/** Where one was made and left, and the idea comes up again, somebody has taken it away since. */
const isRemembered = ({ event, expired }: Remembered) =>
  expired !== true && event !== 'KEPT' && event !== 'INCONCLUSIVE';

type Propose = { by: string; choose?: (facts: Facts) => Candidate[] };

/**
 * Looks for what might help and writes it down. What is known already is not proposed again; what was refused, declined or
 * undone not before that has expired.
 *
 * @param choose for an idea of somebody's; without it, everything that the facts suggest
 */
export const propose = (
  database: Database,
  ownerUrl: string,
  { by, choose = proposeAll }: Propose,
): Promise<Proposed> =>
  recordRun(database, { kind: 'PROPOSE', proposalId: null, by }, async (onProgress) => {
    onProgress(0, 'reading plans and schema');
    const owner = openDatabase(ownerUrl, 1);
    const facts = await readFacts(database, owner).finally(() => owner.close());
    return asSystem((tx) => remember(tx, choose(facts), by), database);
  });

async function remember(tx: Transaction, candidates: Candidate[], by: string): Promise<Proposed> {
  const keyed = candidates.map((candidate) => ({ key: keyOf(candidate.change), candidate }));
  const before = await tx.rows<Remembered>(had, [keyed.map(({ key }) => key)]);
  const known = new Set(before.filter(isRemembered).map(({ key }) => key));
  const result: Proposed = { proposed: [], refused: [], known: 0 };
  for (const { key, candidate } of keyed) {
    if (known.has(key)) {
      result.known += 1;
      continue;
    }
    const id = await writeDown(tx, key, candidate, by);
    (candidate.refusal === null ? result.proposed : result.refused).push(id);
  }
  return result;
}

async function writeDown(tx: Transaction, key: string, candidate: Candidate, by: string): Promise<number> {
  const { change, statements, refusal } = candidate;
  const id = await insertProposal(tx, key, candidate);
  await recordEvent(tx, { id, change }, 'PROPOSED', { by });
  if (refusal === null) await takeReading(tx, id, 'PROPOSED', change.table, statements);
  else await recordEvent(tx, { id, change }, 'REFUSED', { by, reason: refusal, rememberDays });
  return id;
}
