import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { everyCourse } from '../index/postings';
import { type Ask, readAsk } from './ask';
import { correctWords } from './correct';
import { type Understood, understand, type WayKind } from './understand';
import { type TermStatistics, type Weighed, weigh } from './weigh';

const lookUp = statement(
  'catalog.search-terms',
  'SELECT id, term, frequency FROM search_terms WHERE term = ANY ($1::text[]) AND frequency > 0',
);

/** An ask ready to be ranked. */
export type Prepared = {
  ask: Ask;
  termIds: number[];
  weights: number[];
  parts: number[];
  coverage: number[];
  /** The ask with words of the catalog instead of unknown ones; null where every word is known. */
  didYouMean: string | null;
};

/**
 * Reads an ask with the words that the catalog has, corrected where it has none like those typed.
 *
 * @param leftOut kinds of ways to do without, for measuring what each of them brings
 */
export async function prepare(
  tx: Transaction,
  text: string,
  leftOut: ReadonlySet<WayKind> = new Set(),
): Promise<Prepared> {
  const readMeaning = (from: Ask): Understood => {
    const { ways, required } = understand(from);
    return { ways: ways.filter(({ kind }) => !leftOut.has(kind)), required };
  };
  const ask = readAsk(text);
  const understood = readMeaning(ask);
  const known = await statisticsOf(tx, understood);
  const unknown = unknownWords(ask, understood, known.statistics);
  const corrections = await correctWords(tx, unknown);
  if (corrections.size === 0) return prepared(ask, weigh(understood, known.statistics), known.ids, null);
  const corrected = correctText(text, corrections);
  const again = readAsk(corrected);
  const meant = readMeaning(again);
  const found = await statisticsOf(tx, meant);
  return prepared(again, weigh(meant, found.statistics), found.ids, corrected);
}

const prepared = (
  ask: Ask,
  { terms, weights, parts, coverage }: Weighed,
  ids: Map<string, number>,
  didYouMean: string | null,
): Prepared => ({
  ask,
  termIds: terms.map((term) => ids.get(term) ?? 0),
  weights,
  parts,
  coverage,
  didYouMean,
});

async function statisticsOf(
  tx: Transaction,
  { ways }: Understood,
): Promise<{ statistics: TermStatistics; ids: Map<string, number> }> {
  const terms = [...new Set([everyCourse, ...ways.flatMap(({ term, rarityOf }) => [term, ...rarityOf])])];
  const rows = await tx.rows<{ id: number; term: string; frequency: number }>(lookUp, [terms]);
  const frequency = new Map(rows.map((row) => [row.term, row.frequency]));
  return {
    statistics: { courses: frequency.get(everyCourse) ?? 0, frequency },
    ids: new Map(rows.map((row) => [row.term, row.id])),
  };
}

/** Words of the ask that no term of the index answers. */
function unknownWords(
  { words }: Ask,
  { ways, required }: Understood,
  { frequency }: TermStatistics,
): string[] {
  const answered = ways.filter(({ term }) => frequency.has(term)).reduce((sum, { parts }) => sum | parts, 0);
  const open = new Set(required.filter(({ part }) => (answered & part) === 0).flatMap(({ stems }) => stems));
  const unknown = words.filter(({ stem, plain }) => open.has(stem) || open.has(plain));
  return [...new Set(unknown.map(({ plain }) => plain))];
}

function correctText(text: string, corrections: Map<string, string>): string {
  let corrected = text;
  for (const [given, meant] of corrections) {
    corrected = corrected.replace(new RegExp(`(?<![\\p{L}])${given}(?![\\p{L}])`, 'giu'), meant);
  }
  return corrected === text ? [...corrections.values()].join(' ') : corrected;
}
