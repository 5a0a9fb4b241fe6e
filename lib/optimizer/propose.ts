import { type Database, openDatabase, type Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { type Idea, isAdvice, keyOfAdvice } from './advice/advice';
import type { AdviceCandidate } from './advice/advice-candidate';
import { proposeAdvice } from './advice/propose-advice';
import { settleAdvice } from './advice/settle-advice';
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
// So that plans of all of them are looked at, whatever else this process does.
import './workload/product-statements';

export type Proposed = {
  proposed: number[];
  refused: number[];
  known: number;
  /** Advice that does not hold any more. */
  settled: number[];
};

type AnyCandidate = Candidate | AdviceCandidate;

type Propose = { by: string; choose?: (facts: Facts) => Candidate[] };

/**
 * Looks for what might help and writes it down. What is known already is not proposed again; what was refused, declined or
 * undone not before that has expired.
 *
 * @param choose for an idea of somebody's; without it, everything that the facts suggest
 */
export const propose = (database: Database, ownerUrl: string, { by, choose }: Propose): Promise<Proposed> =>
  recordRun(database, { kind: 'PROPOSE', proposalId: null, by }, async (onProgress) => {
    onProgress(0, 'reading plans and schema');
    const owner = openDatabase(ownerUrl, 1);
    const facts = await readFacts(database, owner).finally(() => owner.close());
    const found = choose ? choose(facts) : [...proposeAll(facts), ...proposeAdvice(facts)];
    return asSystem(async (tx) => {
      const written = await writeNew(tx, facts, found, by);
      return { ...written, settled: choose ? [] : await settleAdvice(tx, facts, by) };
    }, database);
  });

async function writeNew(
  tx: Transaction,
  facts: Facts,
  candidates: readonly AnyCandidate[],
  by: string,
): Promise<Omit<Proposed, 'settled'>> {
  const ideas = candidates.map((candidate) => ({ candidate, ...identityOf(candidate.change) }));
  const known = await readRemembered(tx, ideas);
  const result: Omit<Proposed, 'settled'> = { proposed: [], refused: [], known: 0 };
  for (const { key, candidate } of ideas) {
    if (known.has(key) || isThere(facts, candidate.change)) {
      result.known += 1;
      continue;
    }
    known.add(key);
    const id = await writeDown(tx, key, candidate, by);
    (candidate.refusal === null ? result.proposed : result.refused).push(id);
  }
  return result;
}

const identityOf = (idea: Idea): { key: string; opposite: string | null } =>
  isAdvice(idea)
    ? { key: keyOfAdvice(idea), opposite: null }
    : { key: keyOf(idea), opposite: oppositeOf(idea) };

const isThere = (facts: Facts, idea: Idea): boolean => !isAdvice(idea) && isMade(facts, idea);

async function writeDown(tx: Transaction, key: string, candidate: AnyCandidate, by: string): Promise<number> {
  const { change, statements, refusal, why } = candidate;
  const id = await insertProposal(tx, key, candidate);
  if (isAdvice(change)) {
    const { evidence, estimate } = change;
    await recordEvent(tx, { id, change }, 'PROPOSED', {
      by,
      reason: why,
      evidence: { ...evidence, estimate },
    });
    return id;
  }
  await recordEvent(tx, { id, change }, 'PROPOSED', { by });
  if (refusal === null) await takeReading(tx, id, 'PROPOSED', change.table, statements);
  else await recordEvent(tx, { id, change }, 'REFUSED', { by, reason: refusal, rememberDays });
  return id;
}
