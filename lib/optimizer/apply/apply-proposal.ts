import type pg from 'pg';
import type { Database, Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { Refusal } from '@/lib/errors';
import { rememberDays } from '../ledger/append';
import { readInTurn } from '../ledger/decision-turn';
import { isChangeProposal, type Proposal } from '../ledger/proposals';
import { recordEvent } from '../ledger/record-event';
import { recordRun } from '../ledger/runs';
import type { LedgerEvent } from '../ledger/state';
import { takeReading } from '../watch/readings';
import { carry } from './carry';

type Wanted = Pick<Proposal, 'id' | 'change' | 'statements' | 'entries'>;

/**
 * Makes an approved change while people work. Killed at any step it goes on from there: what is done already is seen in the
 * database itself, and what was left half-built is built again.
 */
export async function applyProposal(
  database: Database,
  owner: pg.Client,
  { id, change, statements }: Wanted,
  by: string,
): Promise<true> {
  const record = recorder(database, { id, change }, by);
  await asSystem((tx) => begin(tx, id, by), database);
  const took = await recordRun(database, { kind: 'APPLY', proposalId: id, by }, async () => {
    const began = performance.now();
    await carry(owner, change, 'apply');
    return { seconds: (performance.now() - began) / 1000 };
  });
  await asSystem((tx) => takeReading(tx, id, 'AFTER', change.table, statements), database);
  await record('APPLIED', { evidence: took });
  return true;
}

/**
 * Begins unless the approval was taken back meanwhile. What statements took before is read here and never again: once it has
 * begun, the change may be there, and an attempt that goes on would compare it with itself.
 */
async function begin(tx: Transaction, id: number, by: string): Promise<void> {
  const proposal = await readInTurn(tx, id);
  if (proposal.state === 'applying') return;
  if (proposal.state !== 'approved' || !isChangeProposal(proposal))
    throw new Refusal('conflict', 'It is not approved any more.');
  await takeReading(tx, id, 'BEFORE', proposal.change.table, proposal.statements);
  await recordEvent(tx, proposal, 'STARTED', { by });
}

/** Brings back what was before, and remembers for a while that the idea was undone. */
export async function undoProposal(
  database: Database,
  owner: pg.Client,
  { id, change, entries }: Wanted,
  by: string,
): Promise<true> {
  const record = recorder(database, { id, change }, by);
  const asked = entries.findLast(({ event }) => event === 'REVERT_ASKED');
  if (entries.at(-1)?.event !== 'REVERT_STARTED') await record('REVERT_STARTED');
  const took = await recordRun(database, { kind: 'REVERT', proposalId: id, by }, async () => {
    const began = performance.now();
    await carry(owner, change, 'undo');
    return { seconds: (performance.now() - began) / 1000 };
  });
  // Why a person asked for it stays with the person's own entry, which not everybody may read.
  const reason = asked?.by ? (asked.reason ?? undefined) : undefined;
  await record('REVERTED', { evidence: took, reason, rememberDays });
  return true;
}

type More = { evidence?: object; reason?: string; rememberDays?: number };

const recorder =
  (database: Database, about: Pick<Proposal, 'id' | 'change'>, by: string) =>
  (event: LedgerEvent, more: More = {}): Promise<void> =>
    asSystem((tx) => recordEvent(tx, about, event, { by, ...more }), database);
