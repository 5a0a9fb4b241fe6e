import type { Understood } from './understand';

export type TermStatistics = {
  /** Courses in the index. */
  courses: number;
  /** Courses a term occurs in; a term that is absent occurs nowhere. */
  frequency: ReadonlyMap<string, number>;
};

export type Weighed = {
  terms: string[];
  weights: number[];
  parts: number[];
  /** By a set of answered parts: how much of the ask that is, 0 to 1, by rarity. */
  coverage: number[];
};

/** How rare a term is, as in BM25; a term that occurs nowhere counts as occurring once. */
export const rarity = ({ courses, frequency }: TermStatistics, term: string): number => {
  const occurs = Math.max(frequency.get(term) ?? 0, 1);
  return Math.log(1 + (courses - occurs + 0.5) / (occurs + 0.5));
};

/** Turns the ways of an ask into weights for terms that exist, and a table of coverage by answered parts. */
export function weigh({ ways, required }: Understood, statistics: TermStatistics): Weighed {
  const best = new Map<string, { weight: number; parts: number }>();
  for (const { term, parts, share, rarityOf } of ways) {
    if (!statistics.frequency.has(term)) continue;
    const rare =
      rarityOf.length === 0 ? 1 : rarityOf.reduce((sum, stem) => sum + rarity(statistics, stem), 0);
    const known = best.get(term);
    best.set(term, {
      weight: Math.max(share * rare, known?.weight ?? 0),
      parts: parts | (known?.parts ?? 0),
    });
  }
  const found = [...best];
  return {
    terms: found.map(([term]) => term),
    weights: found.map(([, { weight }]) => weight),
    parts: found.map(([, { parts }]) => parts),
    coverage: coverageTable(required, statistics),
  };
}

function coverageTable(required: Understood['required'], statistics: TermStatistics): number[] {
  const worths = required.map(({ stems }) => stems.reduce((sum, stem) => sum + rarity(statistics, stem), 0));
  const whole = worths.reduce((sum, worth) => sum + worth, 0);
  return Array.from({ length: 1 << required.length }, (_, answered) =>
    whole === 0
      ? 1
      : worths.reduce((sum, worth, place) => sum + (answered & (1 << place) ? worth : 0), 0) / whole,
  );
}
