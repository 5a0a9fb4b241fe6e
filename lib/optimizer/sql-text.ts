/** Splits SQL where a separator stands outside of quotes and parentheses. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted: string | null = null;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quoted !== null) {
      if (sign === quoted) quoted = null;
      continue;
    }
    if (sign === "'" || sign === '"') quoted = sign;
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (depth === 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(start, at));
      start = at + separator.length;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** What AND joins at the outermost level, without the parentheses around each part. */
export function conjuncts(expression: string): string[] {
  const inner = unwrap(expression);
  const parts = splitOutside(inner, ' AND ');
  return parts.length === 1 ? [inner] : parts.flatMap(conjuncts);
}

/** Takes away parentheses that hold the whole. */
export function unwrap(expression: string): string {
  const text = expression.trim();
  if (!text.startsWith('(')) return text;
  const end = closingOf(text);
  return end === text.length - 1 ? unwrap(text.slice(1, -1)) : text;
}

/** Where the parenthesis closes that a text begins with; its length where it never does. */
export function closingOf(text: string): number {
  let depth = 0;
  let quoted: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quoted !== null) {
      if (sign === quoted) quoted = null;
      continue;
    }
    if (sign === "'" || sign === '"') quoted = sign;
    if (sign === '(') depth++;
    if (sign === ')' && --depth === 0) return at;
  }
  return text.length;
}
