import { stemmer } from 'stemmer';

/** One word of a text: what is compared, and where it stands. */
export type Word = {
  /** Lower case, without accents. */
  plain: string;
  /** What is indexed and looked up. */
  stem: string;
  /** Place in the original text, in UTF-16 units; `end` is exclusive. */
  start: number;
  end: number;
};

const wordPattern = /[\p{L}\p{N}]+(?:\+\+|#)?(?:['’][\p{L}]+)*/gu;
/** The same for text without accents, which is most text, and several times as fast. */
const plainWordPattern = /[a-z0-9]+(?:\+\+|#)?(?:'[a-z]+)*/gi;
const plainText = /^[ -~\s]*$/;
const numerals = new Map([
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
  ['vi', '6'],
  ['vii', '7'],
  ['viii', '8'],
]);
const signs: [RegExp, string][] = [
  [/\+\+$/, 'plusplus'],
  [/#$/, 'sharp'],
  [/['’]s$/, ''],
  [/['’]/g, ''],
];
const letters = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ı', 'i'],
]);

/** Lower case without accents: `Théorie` and `theorie` are one word. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => letters.get(letter) ?? letter);

/** Words that say nothing about what a course is about. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an and are as at be been but by can do does for from had has have how i if in into is it its
   may me my no nor not of on or our s so such than that the their them then there these they this those to
   was we were what when where which while who whom why will with within would you your about also all any
   between both each include includes including learn more most other over some through under
   upon use used using various via`.split(/\s+/),
);

/** Words that Porter's rules would take for other words: universe for university, marketing for market. */
const ownStems = new Map(
  `universe animal organism organ engine generation policy police author journalism marketing accounting
   communication communism community relativity physics physical organization universal modernism internet
   international news training planning`
    .split(/\s+/)
    .flatMap((word) => [
      [word, word],
      [`${word}s`, word],
    ]),
);

function stemOf(plain: string): string {
  const known = numerals.get(plain) ?? ownStems.get(plain);
  if (known !== undefined) return known;
  return /^[a-z]+$/.test(plain) ? stemmer(plain) : plain;
}

/** Longer runs of letters and digits are no words (keys, sequences), and an index has no room for them. */
const longestWord = 64;

const read = new Map<string, { plain: string; stem: string }>();
const mostRead = 50_000;

/** Reads one word; the same few thousand words make up most texts, so they are read once. */
function readWord(text: string): { plain: string; stem: string } {
  const known = read.get(text);
  if (known) return known;
  let plain = fold(text);
  for (const [sign, instead] of signs) plain = plain.replace(sign, instead);
  const word = { plain, stem: stemOf(plain) };
  if (read.size >= mostRead) read.clear();
  read.set(text, word);
  return word;
}

const wordAt = (text: string, start: number): Word => {
  const { plain, stem } = readWord(text);
  return { plain, stem, start, end: start + text.length };
};

/** Every word of a text in order; `2-D` is the word `2d`. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(plainText.test(text) ? plainWordPattern : wordPattern)) {
    const last = words.at(-1);
    if (
      (found === 'd' || found === 'D') &&
      last &&
      /^\d$/.test(last.plain) &&
      text.slice(last.end, index) === '-'
    ) {
      words[words.length - 1] = { ...last, plain: `${last.plain}d`, stem: `${last.plain}d`, end: index + 1 };
      continue;
    }
    const word = wordAt(found, index);
    if (word.plain.length <= longestWord) words.push(word);
  }
  return words;
}

/** The stems of a text without the words that say nothing. */
export const stemsOf = (text: string): string[] =>
  wordsOf(text)
    .filter(({ plain }) => !stopWords.has(plain))
    .map(({ stem }) => stem);
