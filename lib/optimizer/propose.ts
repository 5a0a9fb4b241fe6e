import { type Database, openDatabase, type Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { isMade } from './candidates/already-made';
import type { Candidate } from './candidates/candidate';
import type { Facts } from './candidates/facts';
import { proposeAll } from './candidates/propose-all';
import { readFacts } from './facts/read-facts';
import { keyOf, oppositeOf } from './identity';
import { rememberDays } from './ledger/append';
import { insertProposal } from './ledger/proposals';
import { recordEvent } from './ledger/record-event';
import { readRemembered } from './ledger/remembered';
import { recordRun } from './ledger/runs';
import { takeReading } from './watch/readings';
// So that its statements are known by their names, and their plans are looked at.
import './workload/workload';

export type Proposed = { proposed: number[]; refused: number[]; known: number };

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
    return asSystem((tx) => writeNew(tx, facts, choose(facts), by), database);
  });

async function writeNew(
  tx: Transaction,
  facts: Facts,
  candidates: Candidate[],
  by: string,
): Promise<Proposed> {
  const ideas = candidates.map((candidate) => ({
    candidate,
    key: keyOf(candidate.change),
    opposite: oppositeOf(candidate.change),
  }));
  const known = await readRemembered(tx, ideas);
  const result: Proposed = { proposed: [], refused: [], known: 0 };
  for (const { key, candidate } of ideas) {
    if (known.has(key) || isMade(facts, candidate.change)) {
      result.known += 1;
      continue;
    }
    known.add(key);
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
