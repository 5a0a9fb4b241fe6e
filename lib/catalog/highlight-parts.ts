import { highlightMarks } from './schema';

export type HighlightPart = { text: string; matches: boolean };

/** A highlight in pieces that match and pieces that do not. Joined, they are the text without its marks. */
export function highlightParts(highlight: string): HighlightPart[] {
  const [before = '', ...rest] = highlight.split(highlightMarks.start);
  const parts = rest.flatMap((piece) => {
    const [match = '', ...after] = piece.split(highlightMarks.stop);
    return [
      { text: match, matches: true },
      { text: after.join(''), matches: false },
    ];
  });
  return [{ text: before.replaceAll(highlightMarks.stop, ''), matches: false }, ...parts].filter(
    ({ text }) => text !== '',
  );
}
