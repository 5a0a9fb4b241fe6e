import { type Effect, type Judgement, judgePairs, type Limits, type Pair } from '../verdict/judge-pairs';
import { always, type Reading } from './readings';
import { elsewhereIn, meanBefore, type Story, storyOf, watchedNames, windowsAfter } from './windows';

export type Watching = {
  /** Milliseconds after which the watch ends without a clear effect. */
  until: number;
  /** Calls that a statement needs before the change, and in each window after it. */
  leastCalls: number;
  /** Statements that have to be seen in enough windows before a change is kept ahead of time: by night nobody learns. */
  always: readonly string[];
};

/** A week, in which every day of it has had its turn. */
export const usualWatching: Watching = { until: 7 * 86_400_000, leastCalls: 10, always };

/** In production other things go on as well: only a clear effect counts. */
const watchLimits: Limits = { better: 0.9, worse: 1.25, milliseconds: 0.05 };

/** Beside the statements that fared worst without the change, which is a measure of chance, nothing is added. */
const beyondChance: Limits = { better: 0, worse: 1, milliseconds: 0 };

/** Where all else became this many times slower or faster, a window says nothing of one change: overload slows no two alike. */
const mostSlowness = 2;

/**
 * What a change is watched as: something that is to make statements faster; that too, and which a foreign key needs whether
 * they become faster or not; or something that went and nobody is to miss.
 */
export type Watched = 'create' | 'create-for-key' | 'drop';

export type WatchedEffect = Effect & { statement: string; windows: number };

export type WatchVerdict = {
  outcome: 'wait' | 'keep' | 'undo' | 'unclear';
  effects: WatchedEffect[];
};

/**
 * What became of the statements of a table since a change, by the totals of pg_stat_statements: the mean time of a call in
 * each window after it against the mean before it, times what the statements of other tables took longer in that window
 * than before: a busy machine is no fault of the change, nor is a quiet night its merit. Undo where one is surely worse, and
 * worse than nine in ten of those that the change has nothing to do with: of many statements some always fare badly;
 * keep where one of those it was for is surely better and the writes that matter most were seen as often (or, for an index
 * that went or that a foreign key needs, once the time is over and nothing became worse); unclear when the time is over.
 *
 * @param readings oldest first
 * @param targets statements that the change is for
 */
export function judgeWatch(
  readings: readonly Reading[],
  targets: readonly string[],
  kind: Watched,
  now: number,
  { until, leastCalls, always: needed }: Watching = usualWatching,
): WatchVerdict {
  const story = storyOf(readings);
  const elsewhere = elsewhereIn(story, leastCalls);
  const effects = watchedNames(story).flatMap((name) => effectOn(name, story, elsewhere, leastCalls));
  const isSeen = needed.every((name) =>
    effects.some(({ statement, ratio }) => statement === name && ratio !== null),
  );
  return {
    outcome: outcomeOf(effects, targets, kind, { isSeen, over: isOver(readings, now, until) }),
    effects,
  };
}

function effectOn(
  name: string,
  story: Story,
  elsewhere: ReturnType<typeof elsewhereIn>,
  leastCalls: number,
): WatchedEffect[] {
  const mean = meanBefore(story, name, leastCalls);
  if (mean === null) return [];
  const told = windowsAfter(story, name, leastCalls)
    .map((window) => ({ after: window.mean, ...elsewhere(window) }))
    .filter(({ usual }) => usual <= mostSlowness && usual >= 1 / mostSlowness);
  const against = (slowness: (one: (typeof told)[number]) => number): Pair[] =>
    told.map((one) => ({ before: mean * slowness(one), after: one.after }));
  const effect = judgePairs(
    against(({ usual }) => usual),
    watchLimits,
  );
  const chance = judgePairs(
    against(({ worst }) => worst),
    beyondChance,
  );
  const judgement: Judgement =
    effect.judgement === 'regressed' && chance.judgement !== 'regressed' ? 'inconclusive' : effect.judgement;
  return [{ statement: name, windows: told.length, ...effect, judgement }];
}

function outcomeOf(
  effects: readonly WatchedEffect[],
  targets: readonly string[],
  kind: Watched,
  { isSeen, over }: { isSeen: boolean; over: boolean },
): WatchVerdict['outcome'] {
  if (effects.some(({ judgement }) => judgement === 'regressed')) return 'undo';
  const better = effects.filter(({ judgement }) => judgement === 'improved');
  const isMeant = ({ statement }: WatchedEffect) => targets.length === 0 || targets.includes(statement);
  if (kind !== 'drop' && better.some(isMeant) && (isSeen || over)) return 'keep';
  if (!over) return 'wait';
  return kind !== 'create' && effects.some(({ ratio }) => ratio !== null) ? 'keep' : 'unclear';
}

const isOver = (readings: readonly Reading[], now: number, until: number) => {
  const began = readings.find(({ moment }) => moment === 'AFTER' || moment === 'WATCH');
  return began !== undefined && now - Date.parse(began.at) >= until;
};
