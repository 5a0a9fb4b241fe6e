import { termFor } from '../index/postings';
import { codeKey, codesIn } from '../text/code';
import { type Meaning, vocabulary } from '../text/vocabulary';
import type { Word } from '../text/words';
import { type Ask, isLevelWord } from './ask';

/**
 * One way for a course to answer a part of the ask. `parts` is a set of bits, one a word of the ask: those
 * that a course with this term has answered. `share` weighs it against the other ways.
 */
export type Way = { kind: WayKind; term: string; parts: number; share: number; rarityOf: string[] };
export type WayKind = 'word' | 'sameAs' | 'concept' | 'pair' | 'wholeTitle' | 'code' | 'subject';

export type Understood = {
  ways: Way[];
  /** The bits that a course must answer to have all of the ask, each with the stems that tell its rarity. */
  required: { part: number; stems: string[] }[];
};

/** How much each way counts; found on the judged set, see docs/decisions. */
export const shares = {
  word: 1,
  levelWord: 0.35,
  sameAs: 0.9,
  concept: 1.6,
  pair: 0.5,
  wholeTitle: 0.6,
  code: 12,
  subject: 0.6,
} as const;

/** More words than these say nothing new; the limit keeps an ask cheap whatever is typed. */
const mostWords = 10;
/** Parts are bits, and coverage is a table over all their sets. */
const mostParts = 8;
/** Words that one code may be written in: `BIO SCI 310 L`. */
const longestRun = 4;

type Span = { from: number; to: number; meaning: Meaning | null };

/** Finds out what the words of an ask may mean: words, the vocabulary's topics and abbreviations, course codes. */
export function understand({ words: typed }: Pick<Ask, 'words'>): Understood {
  const words = typed.slice(0, mostWords);
  const aboutMatter = words.some((word) => !isLevelWord(word));
  const ways: Way[] = [];
  const required: Understood['required'] = [];
  for (const span of spansOf(words)) {
    const inSpan = words.slice(span.from, span.to);
    const isHint = aboutMatter && inSpan.every(isLevelWord);
    const bits = isHint ? [] : partsFor(span, required.length);
    if (required.length + bits.length > mostParts) break;
    const tellingRarity =
      span.meaning?.sameAs[0] && !span.meaning.concept ? span.meaning.sameAs[0] : stemsIn(inSpan);
    for (const [place, part] of bits.entries()) {
      required.push({ part, stems: [tellingRarity[Math.min(place, tellingRarity.length - 1)] ?? ''] });
    }
    ways.push(...spanWays(span, inSpan, bits, isHint ? shares.levelWord : shares.word));
  }
  ways.push(...titleWays(words), ...codeWays(words, required));
  return { ways, required };
}

const stemsIn = (words: readonly Word[]): string[] => words.map(({ stem }) => stem);
const union = (bits: readonly number[]): number => bits.reduce((sum, bit) => sum | bit, 0);

/** One part a word, of the run itself or of the longest phrase that it stands for, three at the most. */
function partsFor({ from, to, meaning }: Span, first: number): number[] {
  const longest = Math.max(to - from, ...(meaning?.sameAs.map((phrase) => phrase.length) ?? []));
  return Array.from({ length: Math.min(longest, 3) }, (_, place) => 1 << (first + place));
}

function spanWays({ meaning }: Span, words: readonly Word[], bits: readonly number[], share: number): Way[] {
  const parts = union(bits);
  const stems = stemsIn(words);
  const ways = phraseWays('word', stems, bits, share);
  for (const phrase of meaning?.sameAs ?? []) ways.push(...phraseWays('sameAs', phrase, bits, shares.sameAs));
  if (meaning?.concept) {
    const term = termFor.concept(meaning.concept);
    ways.push({ kind: 'concept', term, parts, share: shares.concept, rarityOf: meaning.concept.split(' ') });
  }
  const [only] = words;
  if (words.length === 1 && only && /^[a-z]{2,8}$/.test(only.plain)) {
    const term = termFor.code(only.plain);
    ways.push({ kind: 'subject', term, parts, share: shares.subject, rarityOf: [term] });
  }
  return ways;
}

/** The longest runs of words that the vocabulary knows, and single words for the rest. */
function spansOf(words: readonly Word[]): Span[] {
  const { meanings, longest } = vocabulary();
  const spans: Span[] = [];
  let from = 0;
  while (from < words.length) {
    let to = Math.min(words.length, from + longest);
    while (to > from + 1 && !meanings.has(keyOf(words, from, to))) to--;
    spans.push({ from, to, meaning: meanings.get(keyOf(words, from, to)) ?? null });
    from = to;
  }
  return spans;
}

const keyOf = (words: readonly Word[], from: number, to: number): string =>
  words
    .slice(from, to)
    .map(({ stem }) => stem)
    .join(' ');

/** Each word of a phrase answers its own part; a single word that stands for several answers them all. */
function phraseWays(
  kind: 'word' | 'sameAs',
  stems: readonly string[],
  bits: readonly number[],
  share: number,
): Way[] {
  const words: Way[] = stems.map((stem, place) => ({
    kind,
    term: stem,
    parts: stems.length === 1 ? union(bits) : restFrom(bits, place, stems.length),
    share,
    rarityOf: [stem],
  }));
  const pairs: Way[] = stems.slice(0, -1).map((stem, place) => {
    const rarityOf = [stem, stems[place + 1] ?? ''];
    return {
      kind: 'pair',
      term: termFor.pair(stem, stems[place + 1] ?? ''),
      parts: 0,
      share: share * shares.pair,
      rarityOf,
    };
  });
  return [...words, ...pairs];
}

/** The last word of a phrase that is shorter than its span answers the parts that are left. */
const restFrom = (bits: readonly number[], place: number, length: number): number =>
  place === length - 1 ? union(bits.slice(place)) : (bits[place] ?? 0);

function titleWays(words: readonly Word[]): Way[] {
  const stems = stemsIn(words);
  return [
    {
      kind: 'wholeTitle',
      term: termFor.wholeTitle(stems),
      parts: 0,
      share: shares.wholeTitle,
      rarityOf: stems,
    },
  ];
}

/** A code answers everything that was typed: in its usual form, or as any run of words that has a digit. */
function codeWays(words: readonly Word[], required: Understood['required']): Way[] {
  const plain = words.map((word) => word.plain);
  const parts = union(required.map(({ part }) => part));
  const keys = new Set(
    codesIn(plain.join(' ')).flatMap((code) => [codeKey(code), `${code.subject}${code.number}`]),
  );
  for (let from = 0; from < plain.length; from++) {
    for (let to = from + 1; to <= Math.min(plain.length, from + longestRun); to++) {
      const run = plain.slice(from, to).join('');
      if (/\p{N}/u.test(run)) keys.add(run);
    }
  }
  return [...keys].map((key) => ({
    kind: 'code',
    term: termFor.code(key),
    parts,
    share: shares.code,
    rarityOf: [],
  }));
}
