import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { LedgerEvent } from './state';

const entry = statement(
  'optimizer.ledger-add',
  `INSERT INTO optimizer_ledger (proposal_id, event, by, decided_by, reason, evidence, expires_at)
   VALUES ($1, $2::optimizer_event_enum, $3, $4::uuid, $5, $6::jsonb, now() + make_interval(days => $7::int))`,
);

export type Entry = {
  proposalId: number;
  event: LedgerEvent;
  /** `schedule`, or who ran a command; null where a person decided. */
  by: string | null;
  decidedBy?: string;
  reason?: string;
  evidence?: object;
  /** Days for which a refusal is remembered. */
  rememberDays?: number;
};

/** Days after which a refuted idea may be had again: the data may be other by then. */
export const rememberDays = 180;

/** Writes down what became of a proposal. Nothing in the ledger is ever changed. */
export async function appendEntry(tx: Transaction, one: Entry): Promise<void> {
  await tx.rows(entry, [
    one.proposalId,
    one.event,
    one.by,
    one.decidedBy ?? null,
    one.reason ?? null,
    JSON.stringify(one.evidence ?? {}),
    one.rememberDays ?? null,
  ]);
}
