import { medianOf } from '../verdict/bootstrap';
import type { Reading, Total } from './readings';

/** Readings of a watch by the names of statements, oldest first: those before the change, and those after it. */
export type Story = { before: readonly Totals[]; after: readonly Totals[] };
type Totals = ReadonlyMap<string, Total>;

export function storyOf(readings: readonly Reading[]): Story {
  const totalsOf = (wanted: readonly Reading['moment'][]): Totals[] =>
    readings
      .filter(({ moment }) => wanted.includes(moment))
      .map(({ statements }) => new Map(statements.map((one) => [one.name, one])));
  return { before: totalsOf(['PROPOSED', 'BEFORE']), after: totalsOf(['AFTER', 'WATCH']) };
}

/** Statements of the table that were seen after the change. */
export const watchedNames = ({ after }: Story): string[] => [
  ...new Set(
    after.flatMap((totals) => [...totals.values()].filter(({ elsewhere }) => !elsewhere)).map(nameOf),
  ),
];
const nameOf = ({ name }: Total) => name;

/** Fewer calls between proposal and change tell what a moment was like, and not what is usual. */
const enoughBefore = 100;

/** Milliseconds a call between proposal and change; where too few calls lie between them, since statistics began. */
export function meanBefore({ before }: Story, name: string, leastCalls: number): number | null {
  const [first, last] = [before[0]?.get(name), before.at(-1)?.get(name)];
  if (!last) return null;
  const between = first && before.length > 1 ? difference(first, last) : null;
  const used = between && between.calls >= enoughBefore ? between : last;
  return used.calls >= leastCalls ? used.milliseconds / used.calls : null;
}

/** Milliseconds a call in a stretch between two readings, named by their places. */
export type Window = { mean: number; from: number; to: number };

/** Each stretch between two readings after the change that had enough calls; stretches with too few are joined. */
export function windowsAfter({ after }: Story, name: string, leastCalls: number): Window[] {
  const windows: Window[] = [];
  let begin = { total: after[0]?.get(name) ?? nothing(name), place: 0 };
  for (const [place, totals] of after.entries()) {
    const total = totals.get(name);
    if (place === 0 || !total) continue;
    const window = difference(begin.total, total);
    if (window !== null && window.calls < leastCalls) continue;
    if (window !== null)
      windows.push({ mean: window.milliseconds / window.calls, from: begin.place, to: place });
    begin = { total, place };
  }
  return windows;
}

const nothing = (name: string): Total => ({
  name,
  calls: 0,
  milliseconds: 0,
  since: null,
  elsewhere: false,
});

/** So many other statements it takes to tell how fast the server was altogether. */
const leastOthers = 5;

/** How many times longer than before the statements took that have nothing to do with a change. */
export type Elsewhere = {
  /** The median: what the machine, and whatever else went on, did to all. */
  usual: number;
  /** What the tenth that fared worst took at least: so much comes about without the change. */
  worst: number;
};

const nothingKnown: Elsewhere = { usual: 1, worst: 1 };

/** What happened to all other statements in a window; 1 where too few of them were asked. */
export function elsewhereIn(story: Story, leastCalls: number): (window: Window) => Elsewhere {
  const known = new Map<string, Elsewhere>();
  const others = [...(story.before.at(-1)?.values() ?? [])].filter(({ elsewhere }) => elsewhere);
  const means = others.map(({ name }) => ({ name, mean: meanBefore(story, name, leastCalls) }));
  const look = ({ from, to }: Window): Elsewhere => {
    const [first, last] = [story.after[from], story.after[to]];
    const ratios = means.flatMap(({ name, mean }) => {
      const end = last?.get(name);
      const between = end ? difference(first?.get(name) ?? nothing(name), end) : null;
      return mean && between && between.calls >= leastCalls
        ? [between.milliseconds / between.calls / mean]
        : [];
    });
    if (ratios.length < leastOthers) return nothingKnown;
    const sorted = ratios.toSorted((one, other) => one - other);
    const worst = sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 1;
    return { usual: medianOf(sorted), worst };
  };
  return (window) => {
    const key = `${window.from} ${window.to}`;
    const found = known.get(key) ?? look(window);
    known.set(key, found);
    return found;
  };
}

/** Null where the statistics began anew in between: they say so, or counters went back. */
function difference(from: Total, to: Total): Pick<Total, 'calls' | 'milliseconds'> | null {
  if (from.since !== null && from.since !== to.since) return null;
  if (to.calls < from.calls || to.milliseconds < from.milliseconds) return null;
  return { calls: to.calls - from.calls, milliseconds: to.milliseconds - from.milliseconds };
}
