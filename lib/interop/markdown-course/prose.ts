import { closingBracket, codeSpanEnd, readAttributes, unescapeText } from './brackets';

export type Image = { src: string; alt: string; caption?: string };
export type Piece = { type: 'text'; text: string } | { type: 'image'; image: Image };
/** Link targets by lower-case label, from `[label]: target` lines. */
export type Definitions = ReadonlyMap<string, string>;

const autolink = /^<(?:https?:\/\/|mailto:)[^\s<>\\]+>/i;
const tag = /^<\/?[A-Za-z][^<>]*>|^<[!?][^<>]*>/;
const outside = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;

/**
 * Makes inline Markdown self-contained: figures are taken out as pieces of their own, links to other files
 * become plain text, HTML tags are dropped, and any `<` that is left is escaped, so that no reader of the
 * result can find an element in it. Code spans stay as they are.
 */
export function rewriteProse(text: string, definitions: Definitions): Piece[] {
  const pieces: Piece[] = [];
  let out = '';
  let index = 0;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === '\\') {
      out += text.slice(index, index + 2);
      index += 2;
    } else if (character === '`') {
      const end = codeSpanEnd(text, index);
      out += text.slice(index, end);
      index = end;
    } else if (character === '<') {
      const rest = text.slice(index, index + 2_000);
      const link = autolink.exec(rest)?.[0];
      out += link ?? (tag.test(rest) ? '' : '\\<');
      index += (link ?? tag.exec(rest)?.[0] ?? '<').length;
    } else {
      const image = character === '!' ? readImage(text, index, definitions) : null;
      const link = character === '[' ? readLink(text, index, definitions) : null;
      if (image) {
        if (out.trim()) pieces.push({ type: 'text', text: out });
        pieces.push({ type: 'image', image: image.image });
        out = '';
      }
      out += link?.text ?? (image ? '' : character);
      index = image?.end ?? link?.end ?? index + 1;
    }
  }
  if (out.trim()) pieces.push({ type: 'text', text: out });
  return pieces;
}

/** The text of `rewriteProse` alone, for places where no figure can stand. */
export const rewriteInline = (text: string, definitions: Definitions): string =>
  rewriteProse(text, definitions)
    .map((piece) => (piece.type === 'text' ? piece.text : piece.image.alt))
    .join('');

function readImage(text: string, start: number, definitions: Definitions) {
  const target = readTarget(text, start + 1, definitions);
  if (!target?.destination) return null;
  const attributes = readAttributes(text, target.end);
  const label = unescapeText(target.label);
  const image: Image =
    attributes.alt !== null && label
      ? { src: target.destination, alt: attributes.alt, caption: label }
      : { src: target.destination, alt: attributes.alt ?? label };
  return { image, end: attributes.end };
}

function readLink(text: string, start: number, definitions: Definitions) {
  const target = readTarget(text, start, definitions);
  if (target?.destination === undefined) return null;
  const { end } = readAttributes(text, target.end);
  const label = rewriteInline(target.label, definitions);
  return { text: outside.test(target.destination) ? `[${label}](<${target.destination}>)` : label, end };
}

/** `[label](destination "title")`, `[label][reference]` or `[label]` at `start`. */
function readTarget(text: string, start: number, definitions: Definitions) {
  if (text.charAt(start) !== '[') return null;
  const labelEnd = closingBracket(text, start, '[', ']');
  if (labelEnd < 0) return null;
  const label = text.slice(start + 1, labelEnd);
  if (text.charAt(labelEnd + 1) === '(') {
    const end = closingBracket(text, labelEnd + 1, '(', ')');
    if (end < 0) return null;
    const destination = /^\s*<?([^\s<>]*)>?/.exec(text.slice(labelEnd + 2, end))?.[1] ?? '';
    return { label, destination, end: end + 1 };
  }
  const reference = /^\[([^\][]{0,200})\]/.exec(text.slice(labelEnd + 1, labelEnd + 203));
  const destination = definitions.get((reference?.[1] || label).toLowerCase());
  return { label, destination, end: labelEnd + 1 + (destination ? (reference?.[0].length ?? 0) : 0) };
}
