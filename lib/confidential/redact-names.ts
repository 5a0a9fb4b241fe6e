const leftOut = '[another student]';

/** What takes up no place and marks on letters: a name is the same name without. */
const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Letters with a mark that Unicode does not part from them. */
const marked: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', ŧ: 't' };
const letterOrDigit = /[\p{L}\p{N}]/u;

/** A text as its words in small letters without marks, a blank between each two, and where in the text each letter stands. */
type Folded = { words: string; from: number[]; to: number[] };

/** The same is done in the database, by `folded_words`: what it finds is what is looked for here. */
function folded(text: string): Folded {
  const words: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const written of text) {
    const plain = written.normalize('NFKD').toLowerCase().replace(unseen, '');
    if (plain === '' && to.length > 0) to[to.length - 1] = at + written.length;
    for (const one of plain) {
      const letter = letterOrDigit.test(one) ? (marked[one] ?? one) : ' ';
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
 * whatever stands between its words. Longer names go first, so that nothing of them is left over. A name without letters is looked for as it is.
 */
export function redactNames(text: string, names: readonly string[]): string {
  const wanted = names
    .map((name) => ({ name: name.trim(), words: folded(name).words.trim() }))
    .filter(({ name }) => name !== '')
    .toSorted((one, other) => other.words.length - one.words.length);
  const spelled = wanted.filter(({ words }) => words !== '').map(({ words }) => words);
  let rest = text;
  if (spelled.length > 0) {
    const { words, from, to } = folded(text);
    const pieces: string[] = [];
    let kept = 0;
    for (const { 0: found, index } of words.matchAll(
      new RegExp(`(?<![^ ])(?:${spelled.join('|')})(?![^ ])`, 'gu'),
    )) {
      pieces.push(text.slice(kept, from[index]), leftOut);
      kept = to[index + found.length - 1] ?? text.length;
    }
    rest = pieces.join('') + text.slice(kept);
  }
  for (const { name, words } of wanted) if (words === '') rest = rest.replaceAll(name, leftOut);
  return rest;
}
