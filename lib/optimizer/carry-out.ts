import type { Database } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { env } from '@/lib/env';
import { applyProposal, undoProposal } from './apply/apply-proposal';
import { type Proposal, readProposals } from './ledger/proposals';
import { recordEvent } from './ledger/record-event';
import type { ProposalState } from './ledger/state';
import { inTurn, type Turn } from './optimizer-lock';
import { propose } from './propose';
import { mayBegin } from './quiet-window/making';
import { readWindow } from './quiet-window/read-window';
import { tryProposal } from './try-proposal';
import { watchProposal } from './watch/watch-proposal';

export type CarriedOut = { applied: number; undone: number; watched: number; tried: number; cleaned: number };

const nothing: CarriedOut = { applied: 0, undone: 0, watched: 0, tried: 0, cleaned: 0 };
const by = 'schedule';

/**
 * Does what people have decided and what follows from it: undoes, applies (or goes on where a killed process was) what may
 * begin by now, watches, and tries in the lab. One after the other; a failure is written down and does not hold up the others.
 */
export async function carryOutImprovements(database: Database, signal: AbortSignal): Promise<CarriedOut> {
  const { OWNER_DATABASE_URL: ownerUrl } = env();
  if (!ownerUrl || !(await hasWork(database))) return nothing;
  const done = await inTurn(database, ownerUrl, (turn) => carryOut(database, turn, signal));
  return done ?? nothing;
}

const working: readonly ProposalState[] = ['in-lab', 'approved', 'applying', 'watched', 'undoing'];

const hasWork = async (database: Database): Promise<boolean> => (await readWork(database)).length > 0;

/** What is to be done by now: an approved change waits for the quiet window, unless whoever approved it said otherwise. */
const readWork = (database: Database): Promise<Proposal[]> =>
  asSystem(async (tx) => {
    const window = await readWindow(tx);
    const now = Date.now();
    const waits = (one: Proposal) => (mayBegin(one, window, now) ?? now) > now;
    return (await readProposals(tx)).filter((one) => working.includes(one.state) && !waits(one));
  }, database);

type Step = {
  states: readonly ProposalState[];
  counts: Exclude<keyof CarriedOut, 'cleaned'>;
  /** @returns whether something was done */
  take(proposal: Proposal): Promise<boolean>;
};

/** One pass over everything that is to be done. */
export async function carryOut(
  database: Database,
  { owner, cleaned }: Turn,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const steps: Step[] = [
    { states: ['undoing'], counts: 'undone', take: (one) => undoProposal(database, owner, one, by) },
    {
      states: ['approved', 'applying'],
      counts: 'applied',
      take: (one) => applyProposal(database, owner, one, by),
    },
    { states: ['watched'], counts: 'watched', take: (one) => watchProposal(database, one) },
    {
      states: ['in-lab'],
      counts: 'tried',
      take: (one) => tryProposal(database, one, { by, signal }).then(() => true),
    },
  ];
  const result = { ...nothing, cleaned: cleaned.length };
  for (const { states, counts, take } of steps) {
    const due = async () => (await readWork(database)).filter(({ state }) => states.includes(state));
    for (const { id } of (await due()).reverse()) {
      if (signal.aborted) return result;
      // The one before may have taken until the quiet window was over.
      const proposal = (await due()).find((one) => one.id === id);
      if (!proposal) continue;
      const taken = take(proposal).catch((error: unknown) => {
        // What stopped with the worker is begun anew by the next one.
        if (signal.aborted) return false;
        // A look that failed decides nothing: the next one comes in a minute.
        if (counts === 'watched') {
          console.error(`optimizer: the watch of ${proposal.id} failed: ${String(error)}`);
          return false;
        }
        return fail(database, proposal, error);
      });
      if (await taken) result[counts] += 1;
    }
  }
  return result;
}

/** Written down, so that it is tried again later, and after the third time left to a person. */
async function fail(database: Database, proposal: Proposal, error: unknown): Promise<false> {
  const reason = error instanceof Error ? error.message : String(error);
  await asSystem((tx) => recordEvent(tx, proposal, 'FAILED', { by, reason }), database);
  return false;
}

/** @returns how many ideas were new */
export async function proposeBySchedule(database: Database): Promise<{ proposed: number; refused: number }> {
  const { OWNER_DATABASE_URL: ownerUrl } = env();
  if (!ownerUrl) return { proposed: 0, refused: 0 };
  const found = await inTurn(database, ownerUrl, () => propose(database, ownerUrl, { by }));
  return { proposed: found?.proposed.length ?? 0, refused: found?.refused.length ?? 0 };
}
