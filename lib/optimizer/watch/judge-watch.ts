import { type Effect, judgePairs, type Limits, type Pair } from '../verdict/judge-pairs';
import { always, type Reading, type Total } from './readings';

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

export type WatchedEffect = Effect & { statement: string; windows: number };

export type WatchVerdict = {
  outcome: 'wait' | 'keep' | 'undo' | 'unclear';
  effects: WatchedEffect[];
};

/**
 * What became of the statements of a table since a change, by the totals of pg_stat_statements: the mean time of a call in
 * each window after it against the mean before it. Undo where one is surely worse; keep where one of those it was for is
 * surely better and the writes that matter most were seen as often (or, for an index that went, once the time is over and
 * nothing became worse); unclear when the time is over.
 *
 * @param readings oldest first
 * @param targets statements that the change is for
 */
export function judgeWatch(
  readings: readonly Reading[],
  targets: readonly string[],
  kind: 'create' | 'drop',
  now: number,
  { until, leastCalls, always: needed }: Watching = usualWatching,
): WatchVerdict {
  const before = readings.filter(({ moment }) => moment === 'PROPOSED' || moment === 'BEFORE');
  const after = readings.filter(({ moment }) => moment === 'AFTER' || moment === 'WATCH');
  const names = new Set(after.flatMap(({ statements }) => statements.map(({ name }) => name)));
  const effects = [...names].flatMap((name) => {
    const mean = meanBefore(before, name, leastCalls);
    if (mean === null) return [];
    const pairs: Pair[] = windowsAfter(after, name, leastCalls).map((window) => ({
      before: mean,
      after: window,
    }));
    return [{ statement: name, windows: pairs.length, ...judgePairs(pairs, watchLimits) }];
  });
  const isSeen = needed.every((name) =>
    effects.some(({ statement, ratio }) => statement === name && ratio !== null),
  );
  return { outcome: outcomeOf(effects, targets, kind, { isSeen, over: isOver(after, now, until) }), effects };
}

function outcomeOf(
  effects: readonly WatchedEffect[],
  targets: readonly string[],
  kind: 'create' | 'drop',
  { isSeen, over }: { isSeen: boolean; over: boolean },
): WatchVerdict['outcome'] {
  if (effects.some(({ judgement }) => judgement === 'regressed')) return 'undo';
  const better = effects.filter(({ judgement }) => judgement === 'improved');
  const isMeant = ({ statement }: WatchedEffect) => targets.length === 0 || targets.includes(statement);
  if (kind === 'create' && better.some(isMeant) && (isSeen || over)) return 'keep';
  if (!over) return 'wait';
  return kind === 'drop' && effects.some(({ ratio }) => ratio !== null) ? 'keep' : 'unclear';
}

const isOver = (after: readonly Reading[], now: number, until: number) => {
  const began = after[0];
  return began !== undefined && now - Date.parse(began.at) >= until;
};

/** Milliseconds a call between proposal and change; where too few calls lie between them, since statistics began. */
function meanBefore(before: readonly Reading[], name: string, leastCalls: number): number | null {
  const [first, last] = [totalIn(before[0], name), totalIn(before.at(-1), name)];
  if (!last) return null;
  const between = first && before.length > 1 ? difference(first, last) : null;
  const used = between && between.calls >= leastCalls ? between : last;
  return used.calls >= leastCalls ? used.milliseconds / used.calls : null;
}

/** Milliseconds a call in each stretch between two readings that had enough calls; stretches with too few are joined. */
function windowsAfter(after: readonly Reading[], name: string, leastCalls: number): number[] {
  const windows: number[] = [];
  let from = totalIn(after[0], name) ?? { name, calls: 0, milliseconds: 0 };
  for (const reading of after.slice(1)) {
    const to = totalIn(reading, name);
    if (!to) continue;
    const window = difference(from, to);
    if (window === null) {
      from = to;
    } else if (window.calls >= leastCalls) {
      windows.push(window.milliseconds / window.calls);
      from = to;
    }
  }
  return windows;
}

/** Null where the statistics began anew in between. */
function difference(from: Total, to: Total): Total | null {
  if (to.calls < from.calls || to.milliseconds < from.milliseconds) return null;
  return { name: to.name, calls: to.calls - from.calls, milliseconds: to.milliseconds - from.milliseconds };
}

const totalIn = (reading: Reading | undefined, name: string): Total | undefined =>
  reading?.statements.find((one) => one.name === name);
