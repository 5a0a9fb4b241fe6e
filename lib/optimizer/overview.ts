import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type Proposal, readProposals } from './ledger/proposals';
import { type OptimizerRun, readRuns } from './ledger/runs';
import type { ProposalState } from './ledger/state';
import { readTrials, type Trial } from './ledger/trials';
import { isMeasurable } from './watch/readings';
import { type WatchedEffects, watchedEffects } from './watch/watched-effects';
import { titleOf } from './words';
import { pageOf } from './workload/page-words';

export type ShownProposal = Proposal & {
  title: string;
  /** Pages of the product whose statements it is for. */
  pages: string[];
  trial: Trial | null;
  /** What the watch found in use; empty before. */
  watched: WatchedEffects;
};

export type OptimizerOverview = {
  asOf: string;
  /** Those that wait for somebody, or are being worked on; whose statements take most time, first. */
  open: ShownProposal[];
  /** Those that are settled, newest first. */
  settled: ShownProposal[];
  runs: OptimizerRun[];
  /** Whether the server tells what statements take, so that a change can be watched. */
  measurable: boolean;
};

const settledStates: readonly ProposalState[] = ['refuted', 'declined', 'kept', 'unclear', 'undone'];

/** What the optimizer page shows, for administrators. It is of the whole server, all institutions together. */
export const getOptimizer = (viewer: Viewer): Promise<OptimizerOverview> =>
  asAdministrator(viewer, async (tx) => {
    const proposals = await readProposals(tx);
    const trials = new Map((await readTrials(tx)).map((trial) => [trial.proposalId, trial]));
    const shown = proposals.map((proposal) => show(proposal, trials.get(proposal.id) ?? null));
    return {
      asOf: new Date().toISOString(),
      open: shown.filter(({ state }) => !settledStates.includes(state)).sort((a, b) => weight(b) - weight(a)),
      settled: shown.filter(({ state }) => settledStates.includes(state)),
      runs: await readRuns(tx),
      measurable: await isMeasurable(tx),
    };
  });

/** What its statements take now, all together. */
const weight = ({ expected }: ShownProposal) => expected.milliseconds ?? 0;

const show = (proposal: Proposal, trial: Trial | null): ShownProposal => ({
  ...proposal,
  title: titleOf(proposal.change),
  pages: [...new Set(proposal.statements.map(pageOf))],
  trial,
  watched: watchedEffects(proposal.entries),
});
