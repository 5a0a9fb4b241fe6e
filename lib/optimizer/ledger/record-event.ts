import type { Transaction } from '@/db/client';
import { type AuditEvent, appendAudit } from '@/lib/audit/append';
import { type Idea, isAdvice, objectOfAdvice } from '../advice/advice';
import { appendEntry, type Entry } from './append';
import type { LedgerEvent } from './state';

type About = { id: number; change: Idea };

const objectOf = (idea: Idea): string =>
  isAdvice(idea) ? objectOfAdvice(idea) : `${idea.schema}.${idea.name}`;

/** What the audit trail keeps of an event of a proposal. */
export const auditOf = ({ id, change }: About, event: LedgerEvent, reason?: string): AuditEvent => ({
  action: `optimizer.${event.toLowerCase().replaceAll('_', '-')}`,
  objectType: 'improvement',
  details: { proposal: id, change: change.kind, object: objectOf(change) },
  ...(reason !== undefined && { justification: reason }),
});

/** Writes down what the product, or a command, did with a proposal: in the ledger and in the audit trail, or in neither. */
export async function recordEvent(
  tx: Transaction,
  about: About,
  event: LedgerEvent,
  { by, reason, ...more }: Pick<Entry, 'reason' | 'evidence' | 'rememberDays'> & { by: string },
): Promise<void> {
  await appendEntry(tx, { proposalId: about.id, event, by, reason, ...more });
  const audit = auditOf(about, event, reason);
  await appendAudit(tx, null, { ...audit, details: { ...audit.details, by } });
}
