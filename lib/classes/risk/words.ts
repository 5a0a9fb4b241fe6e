import { count, counted, duration } from '@/lib/format';
import type { Change, Left, Shift } from './compare';
import type { Reason } from './score';
import type { SignalName } from './weights';

const oneDigit = (value: number) => Math.round(value * 10) / 10;
const days = (value: number) => `${oneDigit(value)} ${oneDigit(value) === 1 ? 'day' : 'days'}`;
const share = (value: number) => `${oneDigit(value)}\u00a0%`;

/** A figure in its unit: “12 days”, “2 h 5 min”, “5.4 %”. */
function figure(unit: Reason['unit'], value: number): string {
  if (unit === 'days') return days(value);
  if (unit === 'seconds') return duration(value);
  return unit === 'percent' ? share(value) : counted(Math.round(value), 'interaction');
}

const active = (own: string) => (own === days(0) ? 'Active on no day' : `Active on ${own}`);

const openings: Record<SignalName, (own: string) => string> = {
  absence: (own) => `No activity for ${own}`,
  recent: (own) => `${active(own)} of the last 14`,
  steadiness: (own) => `${active(own)} so far`,
  effort: (own) => `${own} in the course so far`,
  progress: (own) => `${own} of the required sections done`,
  comprehension: (own) => `Comprehension scores average ${own}`,
  trend: (own) => `${active(own)} this week`,
  start: (own) => `First ${own} without any activity`,
};

/** What a reason says, with its numbers: “No activity for 12 days; the class’s median is 2 days.” */
export function explain({ signal, unit, own, usual, expected }: Reason): string {
  const opening = openings[signal](figure(unit, own));
  if (signal === 'trend') return `${opening}; ${figure(unit, usual)} a week in the weeks before.`;
  const [median, fair] = [figure(unit, usual), figure(unit, expected)];
  const less = fair === median ? '' : `, and ${fair} could be expected by now`;
  return `${opening}; the class’s median is ${median}${less}.`;
}

const shifted: Record<SignalName, string> = {
  absence: 'time without activity',
  recent: 'active days in two weeks',
  steadiness: 'active days so far',
  effort: 'work so far',
  progress: 'required sections done',
  comprehension: 'comprehension',
  trend: 'active days this week',
  start: 'first days without activity',
};

/** “ Most of it: active days in two weeks, 6 days → 2 days.” */
const because = (shift: Shift | null) =>
  shift
    ? ` Most of it: ${shifted[shift.signal]}, ${figure(shift.unit, shift.before)} → ${figure(shift.unit, shift.now)}.`
    : '';

/** What a week did to a score, in words. */
export function explainChange({ kind, before, because: shift }: Change): string {
  if (before === null) return 'New: a week ago it was too early to say anything.';
  if (kind === 'same') return `About the same as a week ago (${count(before)}).`;
  const from = { new: 'New', worse: 'Up', better: 'Down' }[kind];
  return `${from} from ${count(before)}.${because(shift)}`;
}

/** Why somebody is no longer on the list. */
export const explainLeft = ({ before, now }: Omit<Left, 'userId'>): string =>
  now === null
    ? `Had ${count(before)}; has finished, withdrawn or been taken off the class since.`
    : `From ${count(before)} to ${count(now)}.`;
