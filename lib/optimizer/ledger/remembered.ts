import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { rememberDays } from './append';
import type { LedgerEvent } from './state';

/** How ideas stand that were had before: what became of each last. */
const had = statement(
  'optimizer.had',
  `SELECT DISTINCT ON (p.key) p.key, l.event, l.expires_at < now() AS expired,
     l.at > now() - make_interval(days => $2::int) AS recent
   FROM optimizer_proposals p JOIN optimizer_ledger l ON l.proposal_id = p.id
   WHERE p.key = ANY ($1::text[]) ORDER BY p.key, l.id DESC`,
);

type Had = { key: string; event: LedgerEvent; expired: boolean | null; recent: boolean };

/** An idea by its key, and the key of the one that would take it back. */
export type Idea = { key: string; opposite: string | null };

/**
 * Which ideas are not to be had again now: what is open, tried, being made or watched; what was refused, declined or undone,
 * until that expires; and what would take back something that is being made or was found good a short time ago.
 *
 * @returns their keys
 */
export async function readRemembered(tx: Transaction, ideas: readonly Idea[]): Promise<Set<string>> {
  const keys = ideas.flatMap(({ key, opposite }) => (opposite === null ? [key] : [key, opposite]));
  const rows = await tx.rows<Had>(had, [keys, rememberDays]);
  const last = new Map(rows.map((row) => [row.key, row]));
  const remembered = ideas.filter(({ key, opposite }) => {
    const own = last.get(key);
    const other = opposite === null ? undefined : last.get(opposite);
    return (own && isRemembered(own)) || (other && holdsOff(other));
  });
  return new Set(remembered.map(({ key }) => key));
}

/** Where one was made and left, and the idea comes up again, somebody has taken it away since. */
const isRemembered = ({ event, expired }: Had): boolean =>
  expired !== true && event !== 'KEPT' && event !== 'INCONCLUSIVE';

const inHand = new Set<LedgerEvent>(['APPROVED', 'STARTED', 'APPLIED', 'REVERT_ASKED', 'REVERT_STARTED']);

/** Whether an idea stands in the way of the one that would take it back: else the two would come by turns for ever. */
const holdsOff = ({ event, recent }: Had): boolean => inHand.has(event) || (event === 'KEPT' && recent);
