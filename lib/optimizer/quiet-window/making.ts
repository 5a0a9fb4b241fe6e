import type { Proposal } from '../ledger/proposals';
import { nextWithin, type QuietWindow } from './quiet-window';

/** When an approved change is made: in the quiet window, or at once. */
export type Making = 'quiet' | 'now';

/** What the approving person chose; in the quiet window unless said otherwise. */
export const makingOf = ({ entries }: Pick<Proposal, 'entries'>): Making =>
  entries.findLast(({ event }) => event === 'APPROVED')?.evidence.making === 'now' ? 'now' : 'quiet';

/**
 * The moment (milliseconds since 1970) from which an approved change may begin, `now` where it may already. What was begun
 * goes on at once: half a change is worse than a whole one at noon. What failed left nothing half made and is begun anew, so
 * it waits again. Null where nothing is to be made.
 */
export function mayBegin(
  proposal: Pick<Proposal, 'state' | 'entries'>,
  window: QuietWindow,
  now: number,
): number | null {
  const hasFailed = proposal.entries.at(-1)?.event === 'FAILED';
  if (proposal.state === 'applying' && !hasFailed) return now;
  if (proposal.state !== 'approved' && proposal.state !== 'applying') return null;
  return makingOf(proposal) === 'now' ? now : nextWithin(now, window);
}
