import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { PhaseUse } from '@/lib/performance/phases/phase-uses';
import { dropped, readDropPhases } from './baselines/drop-phases';
import { type AnyProposal, isChangeProposal, readKnown } from './ledger/proposals';
import { type OptimizerRun, readRuns } from './ledger/runs';
import { readTrials, type Trial } from './ledger/trials';
import { mayBegin } from './quiet-window/making';
import { type KnownWindow, readWindow } from './quiet-window/read-window';
import { type LinkedResearch, readLinked } from './research/linked';
import { isMeasurable } from './watch/readings';
import { type WatchedEffects, watchedEffects } from './watch/watched-effects';
import { isSettled, titleOf } from './words';
import { pageOf } from './workload/page-words';

type Shown = {
  title: string;
  /** Pages of the product whose statements it is for. */
  pages: string[];
  trial: Trial | null;
  /** What the watch found in use; empty before. */
  watched: WatchedEffects;
  /** Of an index that is to go: whether the last phases of the terms used it; null for every other change. */
  phases: PhaseUse[] | null;
  /** Entries and notes of the research log that it rests on. */
  research: LinkedResearch[];
  /** From when on the worker makes it; null where it is not approved, or made already. */
  beginsAt: string | null;
};

export type ShownProposal = AnyProposal & Shown;

export type OptimizerOverview = {
  asOf: string;
  /** Those that wait for somebody, or are being worked on; whose statements take most time, first. */
  open: ShownProposal[];
  /** Advice to people that holds, whose statements take most time first. */
  advice: ShownProposal[];
  /** Those that are settled, newest first. */
  settled: ShownProposal[];
  runs: OptimizerRun[];
  /** Whether the server tells what statements take, so that a change can be watched. */
  measurable: boolean;
  /** When approved changes are made. */
  window: KnownWindow;
};

/** What the optimizer page shows, for administrators. It is of the whole server, all institutions together. */
export const getOptimizer = (viewer: Viewer): Promise<OptimizerOverview> =>
  asAdministrator(viewer, async (tx) => {
    const proposals = await readKnown(tx);
    const trials = new Map((await readTrials(tx)).map((trial) => [trial.proposalId, trial]));
    const window = await readWindow(tx);
    const phases = await readDropPhases(
      tx,
      proposals.filter(isChangeProposal).map(({ change }) => change),
    );
    const research = await readLinked(tx);
    const now = Date.now();
    const shown = proposals.map((proposal) => ({
      ...proposal,
      ...describe(proposal, trials.get(proposal.id) ?? null),
      phases: proposal.change.kind === 'drop-index' ? (phases.get(dropped(proposal.change)) ?? null) : null,
      research: research.get(proposal.id) ?? [],
      beginsAt: isoOf(mayBegin(proposal, window, now)),
    }));
    const open = shown.filter(({ state }) => !isSettled(state)).sort((a, b) => weight(b) - weight(a));
    return {
      asOf: new Date(now).toISOString(),
      open: open.filter(isChangeProposal),
      advice: open.filter((one) => !isChangeProposal(one)),
      settled: shown.filter(({ state }) => isSettled(state)),
      runs: await readRuns(tx),
      measurable: await isMeasurable(tx),
      window,
    };
  });

/** What its statements take now, all together. */
const weight = ({ expected }: ShownProposal) => expected.milliseconds ?? 0;

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const describe = (
  { change, statements, entries }: AnyProposal,
  trial: Trial | null,
): Pick<Shown, 'title' | 'pages' | 'trial' | 'watched'> => ({
  title: titleOf(change),
  pages: [...new Set(statements.map(pageOf))],
  trial,
  watched: watchedEffects(entries),
});
