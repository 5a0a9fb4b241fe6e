const leftOut = '[another student]';

/**
 * As in a class of regular expressions, Postgres's too: marks on letters, and what takes up no place. A name is the same name without. The
 * function `folded_words` has these very ranges: what the database does not find is not looked for here.
 */
export const unseenRanges =
  '\\u00ad\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1-\\u05c2\\u05c4-\\u05c5\\u05c7\\u0600-\\u0605\\u0610-\\u061c\\u064b-\\u065f\\u0670\\u06d6-\\u06dd\\u06df-\\u06e4\\u06e7-\\u06e8\\u06ea-\\u06ed\\u070f\\u093c\\u09bc\\u0a3c\\u0abc\\u0b3c\\u0cbc\\u115f-\\u1160\\u17b4-\\u17b5\\u180b-\\u180f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20ff\\u3099-\\u309a\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb';
/** The same for what parts words, though Unicode has it as letters or digits: raised and lowered signs, and apostrophes among them. */
export const partingRanges = '\\u00b2\\u00b3\\u00b9\\u02b0-\\u02ff\\u2070-\\u209c';
/** The same for the signs of writings that leave no blank between words, with Hangul taken apart. */
export const unspacedRanges = '\\u1100-\\u11ff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff';

const unseen = new RegExp(`[${unseenRanges}]`, 'gu');
const parting = new RegExp(`[${partingRanges}]`, 'u');
const unspaced = new RegExp(`^[${unspacedRanges} ]+$`, 'u');
/** Letters that Unicode does not take apart, or writes in two ways. */
const otherwise: Record<string, string> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ŧ: 't', ς: 'σ' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
};
const letterOrDigit = /[\p{Alphabetic}\p{Nd}]/u;
const picture = /\p{Extended_Pictographic}/u;

/** A text as its words in small letters without marks, a blank between each two, and where in the text each letter stands. */
type Folded = { words: string; from: number[]; to: number[] };

function folded(text: string): Folded {
  const words: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const written of text) {
    const plain = parting.test(written) ? ' ' : written.normalize('NFKD').toLowerCase().replace(unseen, '');
    if (plain === '' && to.length > 0) to[to.length - 1] = at + written.length;
    for (const one of plain) {
      const letter = letterOrDigit.test(one) ? (otherwise[one] ?? one) : ' ';
      if (letter === ' ' && (words.at(-1) ?? ' ') === ' ') continue;
      // As regular expressions count, by halves of what is written as two.
      for (const half of letter.split('')) {
        words.push(half);
        from.push(at);
        to.push(at + written.length);
      }
    }
    at += written.length;
  }
  return { words: words.join(''), from, to };
}

/**
 * A text without the names of others: each name where it stands as words of its own, in any case, with other marks or none, and with
 * whatever stands between its words; in writings without blanks wherever it stands. Longer names go first, so that nothing of them is left
 * over. Of names without letters those are looked for that are pictures.
 */
export function redactNames(text: string, names: readonly string[]): string {
  const wanted = names
    .map((name) => ({ name: name.trim(), words: folded(name).words.trim() }))
    .toSorted((one, other) => other.words.length - one.words.length);
  let rest = withoutWords(
    text,
    wanted.flatMap(({ words }) => (words === '' ? [] : [words])),
  );
  for (const { name, words } of wanted)
    if (words === '' && picture.test(name)) rest = rest.replaceAll(name, leftOut);
  return rest;
}

function withoutWords(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const { words, from, to } = folded(text);
  const alone = names.map((name) => (unspaced.test(name) ? name : `(?<![^ ])${name}(?![^ ])`));
  /** Whether letters of one sign stand on both sides of a place. */
  const isWithinOne = (at: number) => from[at] === from[at - 1] && words[at] !== ' ' && words[at - 1] !== ' ';
  const pieces: string[] = [];
  let kept = 0;
  for (const { 0: found, index } of words.matchAll(new RegExp(alone.join('|'), 'gu'))) {
    const end = index + found.length;
    // Half of a syllable that is taken apart is another name's.
    if (isWithinOne(index) || isWithinOne(end)) continue;
    pieces.push(text.slice(kept, from[index]), leftOut);
    kept = to[end - 1] ?? text.length;
  }
  return pieces.join('') + text.slice(kept);
}
