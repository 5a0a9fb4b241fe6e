import type { Change } from '../change';
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

const hotLoss = 0.05;

/**
 * The verdict on a change from what the lab saw. Anything significantly worse blocks: a slower statement, another answer,
 * updates that no longer stay within their page. Then an index or statistics must make something surely faster; an index
 * that goes must make nothing slower, with certainty.
 *
 * What is faster only as long as the cache is warm, and surely slower after a restart, is left to another trial.
 *
 * @param isAsked whether anything that was measured reads the table: else nothing is known of an index's use
 * @param cold what was measured right after restarts
 */
export function judgeTrial(
  kind: Change['kind'],
  effects: readonly StatementEffect[],
  cost: EventCost,
  isAsked = true,
  cold: readonly StatementEffect[] = [],
): TrialVerdict {
  const warm = judgeWarm(kind, effects, cost, isAsked);
  const worse = cold.filter(({ judgement }) => judgement === 'regressed');
  if (warm.judgement !== 'improved' || worse.length === 0) return warm;
  const reasons = worse.map(({ page }) => `${page}: becomes slower right after a restart.`);
  return { judgement: 'inconclusive', reasons: [...warm.reasons, ...reasons] };
}

function judgeWarm(
  kind: Change['kind'],
  effects: readonly StatementEffect[],
  cost: EventCost,
  isAsked: boolean,
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
  return { judgement: faster.length > 0 ? 'improved' : 'inconclusive', reasons };
}

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
