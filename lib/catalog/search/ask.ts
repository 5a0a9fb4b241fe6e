import { stemsOf, stopWords, type Word, wordsOf } from '../text/words';

/** What somebody typed, taken apart. */
export type Ask = {
  /** Words to look for, without those that say nothing. */
  words: Word[];
  /** Stems that must stand side by side, from "quotes". */
  phrases: string[][];
  /** Stems that must not occur, from -minus. */
  excluded: string[][];
  /** What the words say about the level wanted. */
  level: 'BEGINNER' | 'ADVANCED' | null;
};

/** What phones type for quotes and for a minus before a word. */
const curlyQuotes = /[“”„‟«»]/g;
const longDashes = /(?<=^|\s)[−–—](?=\S)/g;
const quoted = /(-?)"([^"]*)"?/g;
const minus = /(?<=^|\s)-(?=[\p{L}\p{N}])(\S+)/gu;
/** `math20c` is looked for as `math 20c` too. */
const gluedCode = /(?<![\p{L}\p{N}])([a-z]{2,8})(\d{1,4}[a-z]{0,2})(?![\p{L}\p{N}])/giu;
/** Whoever asks for courses says nothing about which. */
const askingWords = new Set(
  `course courses class classes want wants need needs like take taking find looking interested interesting anything
   something someone thing things good best great fun cool stuff related please show offered online`.split(
    /\s+/,
  ),
);
const beginnerWords = new Set(
  'easy intro introduction introductory introducing beginner beginners beginning basic basics elementary fundamental fundamentals foundation foundations 101'.split(
    ' ',
  ),
);
const advancedWords = new Set(['advanced', 'graduate']);

const mostPhrases = 8;

/** Reads a search: words, "phrases", -exclusions, and hints of a level. Takes any text. */
export function readAsk(text: string): Ask {
  const phrases: string[][] = [];
  const excluded: string[][] = [];
  const typed = text.replace(curlyQuotes, '"').replace(longDashes, '-');
  const withoutQuotes = typed.replace(quoted, (_, sign: string, inside: string) => {
    (sign ? excluded : phrases).push(stemsOf(inside));
    return sign ? ' ' : ` ${inside} `;
  });
  const rest = withoutQuotes.replace(minus, (_, word: string) => {
    excluded.push(stemsOf(word));
    return ' ';
  });
  const all = wordsOf(rest.replace(gluedCode, '$1 $2'));
  const telling = all.filter(({ plain }) => !stopWords.has(plain) && !askingWords.has(plain));
  const words = telling.length > 0 ? telling : all;
  return {
    words,
    phrases: phrases.filter((stems) => stems.length > 1).slice(0, mostPhrases),
    excluded: excluded.filter((stems) => stems.length > 0).slice(0, mostPhrases),
    level: levelOf(words),
  };
}

/** Whether a word tells the level wanted rather than the matter. */
export const isLevelWord = ({ plain }: Word): boolean => beginnerWords.has(plain) || advancedWords.has(plain);

function levelOf(words: Word[]): Ask['level'] {
  if (words.some(({ plain }) => advancedWords.has(plain))) return 'ADVANCED';
  return words.some(({ plain }) => beginnerWords.has(plain)) ? 'BEGINNER' : null;
}
