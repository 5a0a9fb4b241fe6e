import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { lastOfAll } from '@/lib/list-query';

const similar = statement(
  'catalog.similar-words',
  `SELECT g.given, array(SELECT s.word
       FROM generate_series(1, length(g.given) - 1) n
       JOIN search_words s ON s.word = overlay(g.given PLACING reverse(substr(g.given, n, 2)) FROM n FOR 2)
       WHERE s.frequency > 0 ORDER BY s.frequency DESC) || array(SELECT s.word
       FROM search_words s WHERE s.frequency > 0 AND s.word % g.given
       ORDER BY similarity(s.word, g.given) DESC, s.frequency DESC LIMIT 12) AS candidates,
     (SELECT s.word FROM search_words s WHERE s.frequency > 0 AND s.word ~>=~ g.given AND s.word ~<~ (g.given || ${lastOfAll})
       ORDER BY s.frequency DESC, s.word LIMIT 1) AS completion
   FROM unnest($1::text[]) AS g(given)`,
);

/**
 * Words of the catalog that somebody may have meant: the nearest by edits among those with two neighbours swapped, which have
 * few trigrams in common where they are short, and those that share most trigrams; or the word that this is the beginning of.
 * Words without a near one are absent.
 *
 * @param words folded, letters and digits only
 */
export async function correctWords(tx: Transaction, words: readonly string[]): Promise<Map<string, string>> {
  const given = words.filter((word) => word.length >= shortest && /^\p{L}+$/u.test(word));
  if (given.length === 0) return new Map();
  const rows = await tx.rows<{ given: string; candidates: string[]; completion: string | null }>(similar, [
    given,
  ]);
  return new Map(
    rows.flatMap((row) => {
      const meant = nearest(row.given, row.candidates) ?? row.completion;
      return meant === null ? [] : [[row.given, meant] as const];
    }),
  );
}

const shortest = 4;

/** The candidate with the fewest edits, if they are few for the length of the word; earlier ones win ties. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const most = word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
  let best: { candidate: string; edits: number } | null = null;
  for (const candidate of candidates) {
    const edits = editsBetween(word, candidate);
    if (edits <= most && (best === null || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, (before[column - 2] ?? 0) + 1);
      }
      current.push(edits);
    }
    [before, above] = [above, current];
  }
  return above[b.length] ?? 0;
}
