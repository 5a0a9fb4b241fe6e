import type { Change } from '../change';
import { isProbe } from '../workload/probe';
import { type Effect, type Judgement, labLimits } from './judge-pairs';

export type StatementEffect = Effect & {
  statement: string;
  /** Where in the product it is asked. */
  page: string;
  kind: 'read' | 'write';
  /** Whether both sides gave the same answer; null where its answers change by themselves. */
  sameAnswers: boolean | null;
};

/** What a progress event costs the database besides time. */
export type EventCost = {
  /** Share of updates that stayed within their page; null where there were none. */
  hotShare: { before: number | null; after: number | null };
  /** Bytes of log an event. */
  logBytes: { before: number; after: number };
};

export type TrialVerdict = { judgement: Judgement; reasons: string[] };

type Seen = {
  /** Whether anything that was measured reads the table: else nothing is known of an index's use. */
  isAsked?: boolean;
  /** Whether the look into the table that was made up for the change is what the server does itself. */
  isProbeEnough?: boolean;
  /** All that was measured right after restarts, together. */
  cold?: StatementEffect;
};

const hotLoss = 0.05;

/**
 * The verdict on a change from what the lab saw. Anything significantly worse blocks: a slower statement, another answer,
 * updates that no longer stay within their page. Then an index or statistics must make something surely faster; an index
 * that goes must make nothing slower, with certainty.
 *
 * What is faster only as long as the cache is warm, while all of it together is surely slower after a restart, is left to
 * another trial.
 *
 * The look into a table with an index's own keys is made up to suit it: where nothing else is faster, nothing is proved,
 * unless the server itself looks so, for a foreign key.
 */
export function judgeTrial(
  kind: Change['kind'],
  effects: readonly StatementEffect[],
  cost: EventCost,
  { cold, ...seen }: Seen = {},
): TrialVerdict {
  const warm = judgeWarm(kind, effects, cost, seen);
  if (warm.judgement !== 'improved' || cold?.judgement !== 'regressed') return warm;
  const reasons = [...warm.reasons, 'Right after a restart, all of it together becomes slower.'];
  return { judgement: 'inconclusive', reasons };
}

function judgeWarm(
  kind: Change['kind'],
  effects: readonly StatementEffect[],
  cost: EventCost,
  { isAsked = true, isProbeEnough = true }: Seen,
): TrialVerdict {
  const worse = [
    ...effects
      .filter(({ sameAnswers }) => sameAnswers === false)
      .map(({ page }) => `${page}: gives another answer.`),
    ...effects
      .filter(({ judgement }) => judgement === 'regressed')
      .map(({ page }) => `${page}: becomes slower.`),
    ...lostHot(cost),
  ];
  if (worse.length > 0) return { judgement: 'regressed', reasons: worse };
  const faster = effects.filter(({ judgement }) => judgement === 'improved');
  const reasons = faster.map(({ page }) => `${page}: becomes faster.`);
  if (kind === 'drop-index') return judgeDrop(effects, reasons, isAsked);
  const isProved = faster.some(({ statement }) => isProbeEnough || !isProbe(statement));
  if (faster.length > 0 && !isProved) return { judgement: 'inconclusive', reasons: [...reasons, onlyMadeUp] };
  return { judgement: isProved ? 'improved' : 'inconclusive', reasons };
}

const onlyMadeUp =
  'Only a search that was made up for it becomes faster: none of the statements it is for shows a gain.';

function lostHot({ hotShare: { before, after } }: EventCost): string[] {
  if (before === null || after === null || before - after <= hotLoss) return [];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    `Recording progress: of the updates, ${percent(after)} instead of ${percent(before)} stay within their page; the others write to every index.`,
  ];
}

function judgeDrop(effects: readonly StatementEffect[], reasons: string[], isAsked: boolean): TrialVerdict {
  if (!isAsked)
    return {
      judgement: 'inconclusive',
      reasons: ['Nothing that was measured reads its table: what it is used for is not known.'],
    };
  const open = effects.filter(
    ({ ratio, before, after }) =>
      ratio === null || (ratio.high > labLimits.worse && after - before > labLimits.milliseconds),
  );
  if (open.length === 0 && effects.length > 0)
    return { judgement: 'improved', reasons: [...reasons, 'Nothing becomes slower without it.'] };
  return {
    judgement: 'inconclusive',
    reasons: open.map(({ page }) => `${page}: may become slower; too little to tell.`),
  };
}
