import { at, type Day, weekday } from './calendar';
import { between, type Random } from './random';

/** Sunday to Saturday: busy from Monday to Wednesday, quiet towards the weekend. */
const rhythm = [0.9, 1.2, 1.25, 1.2, 1, 0.55, 0.6];

/** Morning, afternoon, evening. A student keeps one for each course, so that no two are studied at once. */
const sittings = [at(7.5), at(12.5), at(17.5)];
export const sittingCount = sittings.length;
const sittingLength = at(4.9);

/**
 * `count` days from `from` to `to` (both among them when there are two or more, else `to`), in order, by the
 * week's rhythm; fewer when the span is shorter.
 */
export function drawStudyDays(from: Day, to: Day, count: number, random: Random): Day[] {
  const ends = count > 1 && to > from ? [from, to] : [to];
  const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => from + 1 + index);
  const drawn = between
    .map((day) => ({ day, key: random() ** (1 / (rhythm[weekday(day)] ?? 1)) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, Math.max(0, count - ends.length))
    .map(({ day }) => day);
  return [...ends, ...drawn].sort((a, b) => a - b);
}

/** Places lengths of time (seconds) one after the other in a sitting; shortens all when they do not fit. */
export function placeInSitting(
  lengths: number[],
  sitting: number,
  random: Random,
): { start: number; seconds: number }[] {
  const pauses = lengths.map(() => Math.round(between(random, 60, 300)));
  const room = sittingLength - sum(pauses);
  const squeeze = Math.min(1, room / sum(lengths));
  const fitted = lengths.map((length) => Math.max(1, Math.floor(length * squeeze)));
  let next = (sittings[sitting % sittingCount] ?? 0) + Math.floor(random() * Math.max(0, room - sum(fitted)));
  return fitted.map((seconds, index) => {
    const start = next;
    next += seconds + (pauses[index] ?? 0);
    return { start, seconds };
  });
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
