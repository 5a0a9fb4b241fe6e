import type { Statement } from '@/db/statement';
import type { Change } from '../change';
import type { OnProgress } from '../ledger/runs';
import type { TrialReport } from '../ledger/trials';
import { judgeTrial } from '../verdict/judge-trial';
import type { Asked, Question } from '../workload/question';
import { workload } from '../workload/workload';
import { costOf, together } from './effects';
import { measureCold } from './measure-cold';
import { measureWarm } from './measure-warm';
import type { Lab } from './open-lab';

export type Trial = {
  lab: Pick<Lab, 'ownerUrl' | 'appUrl' | 'restart'>;
  change: Change;
  /** Whether to measure the look into the table itself, which the workload does not ask for. */
  probe?: boolean;
  /** Whether that look is what the server itself does, for a foreign key; else it alone proves nothing. */
  foreignKey?: boolean;
  /** Statements that the change is for and that the workload does not ask. */
  own?: readonly Statement[];
  /** What is asked; the whole workload where nothing is named. */
  questions?: readonly Question[];
  /** Rounds with, and as many without the change. */
  pairs?: number;
  /** The same after a restart of the copy's server; 0 leaves that out. */
  coldPairs?: number;
  /** Sets of parameters of each question. */
  samples?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
};

const usualPairs = 10;
const usualColdPairs = 5;
const usualSamples = 4;
/** The part of a trial that goes by on the warm database. */
const warmPart = 0.7;

/**
 * Tries a change on a copy: the product's own statements with and without it, turn by turn, with the order turning round, so
 * that whatever drifts meanwhile hits both sides alike. First warm, then each once after a restart.
 */
export async function runTrial(trial: Trial): Promise<TrialReport> {
  const { lab, change, pairs = usualPairs, coldPairs = usualColdPairs, signal, onProgress } = trial;
  const { asked, rounds, effects, ...size } = await measureWarm({
    lab,
    change,
    pairs,
    probe: trial.probe ?? false,
    own: trial.own ?? [],
    questions: trial.questions ?? workload,
    samples: trial.samples ?? usualSamples,
    signal,
    onProgress: (done, doing) => onProgress?.(done * warmPart, doing),
  });
  const cold = await measureCold({
    lab,
    change,
    asked,
    pairs: coldPairs,
    signal,
    onProgress: (done, doing) => onProgress?.(warmPart + done * (1 - warmPart), doing),
  });
  const cost = costOf(rounds);
  const verdict = judgeTrial(change.kind, effects, cost, {
    isAsked: reads(asked, change),
    isProbeEnough: trial.foreignKey ?? false,
    cold: cold.find(({ statement }) => statement === together),
  });
  return { pairs, ...size, effects, cold, cost, ...verdict };
}

/** Whether a measured statement names the table. */
const reads = (asked: readonly Asked[], { table }: Change): boolean =>
  asked.some(({ calls }) => calls.some(({ statement }) => new RegExp(`\\b${table}\\b`).test(statement.text)));
