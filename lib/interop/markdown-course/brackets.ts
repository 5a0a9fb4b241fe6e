const longestSpan = 5_000;

/** The position of the bracket that closes the one at `start`, past nested ones, escapes and code; -1 if none. */
export function closingBracket(text: string, start: number, open: string, close: string): number {
  const limit = Math.min(text.length, start + longestSpan);
  let depth = 0;
  for (let index = start; index < limit; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (character === '`') index = codeSpanEnd(text, index) - 1;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return index;
  }
  return -1;
}

/** The end of the code span (or of the run of backticks that opens none) at `start`. */
export function codeSpanEnd(text: string, start: number): number {
  let runEnd = start;
  while (text.charAt(runEnd) === '`') runEnd++;
  const run = text.slice(start, runEnd);
  let from = runEnd;
  while (from < Math.min(text.length, runEnd + longestSpan)) {
    const at = text.indexOf(run, from);
    if (at < 0) break;
    let end = at;
    while (text.charAt(end) === '`') end++;
    if (end - at === run.length) return end;
    from = end;
  }
  return runEnd;
}

/** `{key='value' key="value"}` right after a figure or link, over several lines if need be. */
export function readAttributes(text: string, start: number): { alt: string | null; end: number } {
  if (text.charAt(start) !== '{') return { alt: null, end: start };
  let index = start + 1;
  let quote = '';
  const limit = Math.min(text.length, start + longestSpan);
  for (; index < limit; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '}') break;
  }
  if (index >= limit) return { alt: null, end: start };
  const body = text.slice(start + 1, index);
  const alt = /(?:^|\s)alt=(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/s.exec(body);
  return { alt: alt ? unescapeText(alt[1] ?? alt[2] ?? '') : null, end: index + 1 };
}

/** Markdown's backslash escapes resolved and line breaks made spaces. */
export const unescapeText = (text: string) =>
  text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
