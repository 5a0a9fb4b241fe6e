import { count, dateTime, duration } from '@/lib/format';
import { bytes, milliseconds, share } from '../units';
import type { Evidence } from './check';

type Word = { label: string; value: string };

const units: readonly [ending: string, write: (value: number) => string][] = [
  ['Bytes', bytes],
  ['Share', share],
  ['Milliseconds', milliseconds],
  ['Seconds', duration],
  ['Days', (value) => `${count(value)} days`],
];

/** Evidence for people: each figure with its label in words and its unit, as its name says. */
export const evidenceWords = (evidence: Evidence): Word[] =>
  Object.entries(evidence).flatMap(([name, value]) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    const [ending, write] = units.find(([unit]) => isIn(name, unit)) ?? ['', count];
    const label =
      typeof value === 'number' && ending !== 'Share'
        ? name.replace(new RegExp(`${ending}$`, 'i'), '')
        : name;
    return [
      { label: labelOf(label, ending), value: typeof value === 'number' ? write(value) : wordsOf(value) },
    ];
  });

const isIn = (name: string, unit: string) => name.endsWith(unit) || name === unit.toLowerCase();

const bare: Record<string, string> = { Bytes: 'size', Seconds: 'for' };

const labelOf = (name: string, ending: string) =>
  name === ''
    ? (bare[ending] ?? ending.toLowerCase())
    : name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function wordsOf(value: string | boolean | readonly string[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return value.join(', ');
  return moment.test(value) ? `${dateTime(value, 'UTC')} UTC` : value;
}
