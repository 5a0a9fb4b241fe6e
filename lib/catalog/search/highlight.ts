import { highlightMarks } from '../schema';
import { vocabulary } from '../text/vocabulary';
import { wordsOf } from '../text/words';
import type { Ask } from './ask';

const wordsShown = 28;
const wordsBefore = 6;

/**
 * Makes passages of texts with the words of an ask marked, and what they abbreviate. The passage is the stretch
 * with most matches; null where nothing matches.
 */
export function highlighter({ words }: Pick<Ask, 'words'>): (text: string | null) => string | null {
  const { meanings } = vocabulary();
  const wanted = new Set(words.flatMap(({ stem }) => [stem, ...(meanings.get(stem)?.sameAs.flat() ?? [])]));
  return (text) => (text === null ? null : passage(withoutMarks(text), wanted));
}

const withoutMarks = (text: string): string =>
  text.replaceAll(highlightMarks.start, '').replaceAll(highlightMarks.stop, '');

function passage(text: string, wanted: ReadonlySet<string>): string | null {
  const words = wordsOf(text);
  const matches = words.map(({ stem }) => wanted.has(stem));
  const first = bestStart(matches);
  if (first === null) return null;
  const from = Math.max(0, Math.min(first - wordsBefore, words.length - wordsShown));
  const shown = words.slice(from, from + wordsShown);
  const start = from === 0 ? 0 : (shown[0]?.start ?? 0);
  const end = from + wordsShown >= words.length ? text.length : (shown.at(-1)?.end ?? text.length);
  let marked = from === 0 ? '' : '… ';
  let place = start;
  for (const [offset, word] of shown.entries()) {
    if (!matches[from + offset]) continue;
    marked += `${text.slice(place, word.start)}${highlightMarks.start}${text.slice(word.start, word.end)}${highlightMarks.stop}`;
    place = word.end;
  }
  return `${marked}${text.slice(place, end)}${end < text.length ? ' …' : ''}`;
}

/** Where the stretch with most matches begins: at a match. */
function bestStart(matches: readonly boolean[]): number | null {
  let best: { start: number; count: number } | null = null;
  for (const [start, matched] of matches.entries()) {
    if (!matched) continue;
    const count = matches.slice(start, start + wordsShown - wordsBefore).filter(Boolean).length;
    if (best === null || count > best.count) best = { start, count };
  }
  return best?.start ?? null;
}
