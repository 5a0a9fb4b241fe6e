import { judgePairs, type Limits, labLimits, type Pair } from '../verdict/judge-pairs';
import type { EventCost, StatementEffect } from '../verdict/judge-trial';
import type { Asked } from '../workload/question';
import type { WriteCost } from './measure';
import type { RoundPair, Side } from './measure-series';

export const effectsOf = (
  asked: readonly Asked[],
  rounds: readonly RoundPair[],
  limits: Limits = labLimits,
): StatementEffect[] => asked.map((question) => effectOf(question, rounds, limits));

function effectOf(
  { name, page, kind, mayVary = false }: Asked,
  rounds: readonly RoundPair[],
  limits: Limits,
): StatementEffect {
  const both = rounds.flatMap(({ before, after }) => {
    const [one, other] = [before.questions.get(name), after.questions.get(name)];
    return one && other ? [{ before: one, after: other }] : [];
  });
  const pairs: Pair[] = both.map(({ before, after }) => ({
    before: before.milliseconds,
    after: after.milliseconds,
  }));
  const compared = both.filter(({ before, after }) => before.answer !== null && after.answer !== null);
  const sameAnswers =
    mayVary || compared.length === 0
      ? null
      : compared.every(({ before, after }) => before.answer === after.answer);
  return { statement: name, page, kind, sameAnswers, ...judgePairs(pairs, limits) };
}

/** The name under which all questions of a round together are one effect. */
export const together = 'together';

/**
 * All questions of each round as one: right after a restart the first one pays for pages that those after it find in the
 * cache, and a change of the first would be taken for one of the others.
 */
export function effectTogether(rounds: readonly RoundPair[], limits: Limits): StatementEffect {
  const sum = ({ questions }: RoundPair[Side]) =>
    [...questions.values()].reduce((total, { milliseconds }) => total + milliseconds, 0);
  const pairs = rounds.map(({ before, after }) => ({ before: sum(before), after: sum(after) }));
  const what = {
    statement: together,
    page: 'All of them together',
    kind: 'read',
    sameAnswers: null,
  } as const;
  return { ...what, ...judgePairs(pairs, limits) };
}

/** What a progress event costs on both sides, from all rounds. */
export function costOf(rounds: readonly RoundPair[]): EventCost {
  const total = (side: Side, pick: (cost: WriteCost) => number) =>
    rounds.reduce((sum, round) => sum + pick(round[side].cost), 0);
  const share = (side: Side) => {
    const updates = total(side, ({ updates }) => updates);
    return updates === 0 ? null : total(side, ({ hotUpdates }) => hotUpdates) / updates;
  };
  const logOf = (side: Side) =>
    total(side, ({ logBytes }) => logBytes) /
    Math.max(
      1,
      total(side, ({ events }) => events),
    );
  return {
    hotShare: { before: share('before'), after: share('after') },
    logBytes: { before: Math.round(logOf('before')), after: Math.round(logOf('after')) },
  };
}
