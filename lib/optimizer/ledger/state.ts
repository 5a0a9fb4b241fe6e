import type { Idea } from '../advice/advice';
import type { Judgement } from '../verdict/judge-pairs';

export const ledgerEvents = [
  'PROPOSED',
  'REFUSED',
  'TRIAL_ASKED',
  'TRIED',
  'APPROVED',
  'DECLINED',
  'STARTED',
  'APPLIED',
  'FAILED',
  'KEPT',
  'INCONCLUSIVE',
  'REVERT_ASKED',
  'REVERT_STARTED',
  'REVERTED',
] as const;

export type LedgerEvent = (typeof ledgerEvents)[number];

export type ProposalState =
  | 'proposed'
  | 'refuted'
  | 'in-lab'
  | 'tried'
  | 'approved'
  | 'declined'
  | 'applying'
  | 'watched'
  | 'kept'
  | 'unclear'
  | 'undoing'
  | 'undone'
  | 'failed';

/** An approval is tried so often; then a person has to look. */
const mostAttempts = 3;

const states: Record<Exclude<LedgerEvent, 'FAILED'>, ProposalState> = {
  PROPOSED: 'proposed',
  REFUSED: 'refuted',
  TRIAL_ASKED: 'in-lab',
  TRIED: 'tried',
  APPROVED: 'approved',
  DECLINED: 'declined',
  STARTED: 'applying',
  APPLIED: 'watched',
  KEPT: 'kept',
  INCONCLUSIVE: 'unclear',
  REVERT_ASKED: 'undoing',
  REVERT_STARTED: 'undoing',
  REVERTED: 'undone',
};

/**
 * How a proposal stands, from everything that became of it, oldest first. A failure leads back to what was being done, so
 * that it is done again, until it has failed three times since it was last decided.
 */
export function stateOf(events: readonly LedgerEvent[]): ProposalState {
  const last = events.at(-1);
  if (last === undefined) return 'proposed';
  if (last !== 'FAILED') return states[last];
  const decided = events.findLastIndex((event) =>
    ['APPROVED', 'REVERT_ASKED', 'TRIAL_ASKED'].includes(event),
  );
  const since = events.slice(Math.max(0, decided));
  if (since.filter((event) => event === 'FAILED').length >= mostAttempts) return 'failed';
  const was = events.findLast((event) => event !== 'FAILED') ?? 'PROPOSED';
  return states[was];
}

export type Decision = 'TRIAL_ASKED' | 'APPROVED' | 'DECLINED' | 'REVERT_ASKED';

const from: Record<Decision, readonly ProposalState[]> = {
  TRIAL_ASKED: ['proposed', 'tried', 'failed'],
  APPROVED: ['tried', 'failed'],
  DECLINED: ['proposed', 'tried', 'approved', 'failed'],
  REVERT_ASKED: ['watched', 'kept', 'unclear', 'failed'],
};

/**
 * What a person may decide now. Approval needs a trial that showed an improvement; where a lab cannot show the effect,
 * since it comes over days, one that showed no harm is enough. The watch decides then.
 */
export function decisionsFor(
  state: ProposalState,
  kind: Idea['kind'],
  verdict: Judgement | null,
  wasApplied: boolean,
): Decision[] {
  // Advice is for people to follow: nothing of it is tried or made here.
  if (kind === 'rewrite' || kind === 'cache-lifetime') return state === 'proposed' ? ['DECLINED'] : [];
  const open = (Object.keys(from) as Decision[]).filter((decision) => from[decision].includes(state));
  return open.filter((decision) => {
    if (decision === 'APPROVED') return isApprovable(kind, verdict) && !wasApplied;
    if (decision === 'REVERT_ASKED') return wasApplied;
    return !wasApplied;
  });
}

const showsOverDays = new Set<Idea['kind']>(['create-statistics', 'set-storage']);

const isApprovable = (kind: Idea['kind'], verdict: Judgement | null) =>
  verdict === 'improved' || (verdict === 'inconclusive' && showsOverDays.has(kind));

/** Whether the change is, or may be, in the database: then only undoing it leads back. */
export function isApplied(events: readonly LedgerEvent[]): boolean {
  const started = events.lastIndexOf('STARTED');
  const undone = events.lastIndexOf('REVERTED');
  return started > undone;
}
