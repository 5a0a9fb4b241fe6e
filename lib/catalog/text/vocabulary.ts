import abbreviations from '../vocabulary/abbreviations.json';
import related from '../vocabulary/related.json';
import { stemsOf } from './words';

/** A phrase whose presence makes a course be about `concept`, this much: 1 for the concept's own words. */
type Sign = { stems: string[]; concept: string; weight: number };

/** What a run of words in a query stands for. */
export type Meaning = {
  /** The concept's term in the index; null where the words only abbreviate others. */
  concept: string | null;
  /** Phrases that mean the same, as stems. */
  sameAs: string[][];
};

type Vocabulary = {
  /** Signs by their first stem. */
  signs: Map<string, Sign[]>;
  /** Meanings by their stems, joined with blanks. */
  meanings: Map<string, Meaning>;
  longest: number;
};

const keyOf = (phrase: string): string => stemsOf(phrase).join(' ');

function readVocabulary(): Vocabulary {
  const signs = new Map<string, Sign[]>();
  const meanings = new Map<string, Meaning>();
  const addSign = (phrase: string, concept: string, weight: number) => {
    const stems = stemsOf(phrase);
    const [first] = stems;
    if (first === undefined) return;
    signs.set(first, [...(signs.get(first) ?? []), { stems, concept, weight }]);
  };
  for (const [topic, phrases] of Object.entries<Record<string, number>>(related)) {
    const key = keyOf(topic);
    if (!key) continue;
    meanings.set(key, { concept: key, sameAs: [] });
    addSign(topic, key, 1);
    for (const [phrase, weight] of Object.entries(phrases)) addSign(phrase, key, weight);
  }
  for (const [short, phrases] of Object.entries<string[]>(abbreviations)) {
    const key = keyOf(short);
    const sameAs = phrases.map(stemsOf).filter((stems) => stems.length > 0 && stems.join(' ') !== key);
    if (!key || sameAs.length === 0) continue;
    const meant = sameAs.map((stems) => stems.join(' ')).find((phrase) => meanings.get(phrase)?.concept);
    const known = meanings.get(key);
    meanings.set(key, {
      concept: known?.concept ?? meant ?? null,
      sameAs: [...(known?.sameAs ?? []), ...sameAs],
    });
  }
  const longest = Math.max(...[...meanings.keys()].map((key) => key.split(' ').length));
  return { signs, meanings, longest };
}

let loaded: Vocabulary | undefined;

/** The search vocabulary: topics with related phrases, and what abbreviations stand for. Read once a process. */
export function vocabulary(): Vocabulary {
  loaded ??= readVocabulary();
  return loaded;
}

/** Every sign that occurs in a run of stems, once an occurrence. */
export function signsIn(stems: readonly string[]): Sign[] {
  const { signs } = vocabulary();
  return stems.flatMap((stem, place) =>
    (signs.get(stem) ?? []).filter((sign) =>
      sign.stems.every((part, offset) => stems[place + offset] === part),
    ),
  );
}
