/** Where the bracket that opens at a place closes again; what stands in quotes does not count. */
function closing(expression: string, open: number): number {
  let depth = 0;
  for (let at = open; at < expression.length; at += 1) {
    const quote = expression[at];
    if (quote === "'" || quote === '"') at = endOfQuote(expression, at, quote);
    else if (quote === '(') depth += 1;
    else if (quote === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return expression.length;
}

function endOfQuote(expression: string, start: number, quote: string): number {
  const end = expression.indexOf(quote, start + 1);
  return end < 0 ? expression.length : end;
}

/** The expression without sub-selects that are asked once: those that name no column of the table itself. */
function stripSelects(expression: string, ofTable: RegExp): string {
  const start = expression.search(/\(\s*SELECT\b/i);
  if (start < 0) return expression;
  const end = closing(expression, start);
  const select = expression.slice(start + 1, end);
  const asked = ofTable.test(select) ? `(${stripSelects(select, ofTable)})` : '';
  return expression.slice(0, start) + asked + stripSelects(expression.slice(end + 1), ofTable);
}

/** How the server writes a column of the table within a sub-select: behind the table’s name. */
function columnOf(table: string): RegExp {
  const words = [table, `"${table.replaceAll('"', '""')}"`].map((word) =>
    word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(String.raw`(?<![\w".])(?:${words.join('|')})\.`);
}

const name = String.raw`(?:"(?:[^"]|"")+"|\b[a-z_]\w*)`;
/** A function that somebody made, which has its schema before it, or what the session was told. */
const call = new RegExp(String.raw`${name}\.${name}\(|\bcurrent_setting\(`, 'gi');
const text = /'(?:[^']|'')*'/g;
const cast =
  /::(?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?(?: varying| precision| with(?:out)? time zone)?(?:\([\d,]+\))?(?:\[\])*/g;
const known = /\b(?:true|false|null|array|row|current_user|session_user)\b/gi;
const anyCall = new RegExp(String.raw`(?:${name}\.)?${name}\(`, 'gi');

/** It holds no column: texts, casts, known words and calls are all there is of words. */
const isConstant = (expression: string): boolean =>
  !/[a-z_"]/i.test(
    [text, cast, known, anyCall].reduce((rest, words) => rest.replaceAll(words, ' '), expression),
  );

/**
 * Calls without a column in them that no sub-select surrounds which is asked once for all rows of the table, as in
 * `app.owner_id()`; the server's own, such as now(), cost nothing.
 */
export function calledPerRow(expression: string, table: string): string[] {
  const bare = stripSelects(expression, columnOf(table));
  const calls = [...bare.matchAll(call)].flatMap(({ 0: begin, index }) => {
    const open = index + begin.length - 1;
    const end = closing(bare, open);
    return isConstant(bare.slice(open + 1, end)) ? [bare.slice(index, end + 1)] : [];
  });
  return [...new Set(calls)];
}

/** A column that is compared; `as`: the type that it is converted to first, which an index on the column does not know. */
export type Compared = { column: string; as: string | null };

const column = new RegExp(String.raw`^\(*(${name})\)*(?:::(.+))?$`, 'i');
const subSelect = /^\(\s*SELECT\b(.*)\bAS\b[^']*\)$/is;

function columnIn(side: string): Compared[] {
  const [, quoted, as = null] = column.exec(side) ?? [];
  if (quoted === undefined || isConstant(quoted)) return [];
  return [{ column: quoted.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'), as }];
}

/** It asks the session, and no table. */
function isOfSession(side: string): boolean {
  const asked = subSelect.exec(side)?.[1] ?? side;
  const asks = new RegExp(`${call.source}|current_user|session_user`, 'i').test(asked);
  return asks && !/\bFROM\b/.test(side) && isConstant(asked);
}

/** Both sides of each comparison by `=`, as the server writes them: every one has its own brackets. */
function comparisons(expression: string): [left: string, right: string][] {
  const opened = [...expression.matchAll(/\(/g)].map(({ index }) => index);
  return opened.flatMap((open): [string, string][] => {
    const inner = expression.slice(open + 1, closing(expression, open));
    const place = outermostEqual(inner);
    return place < 0 ? [] : [[inner.slice(0, place), inner.slice(place + 3)]];
  });
}

function outermostEqual(inner: string): number {
  for (let at = 0; at < inner.length; at += 1) {
    const sign = inner[at];
    if (sign === '(') at = closing(inner, at);
    else if (sign === "'" || sign === '"') at = endOfQuote(inner, at, sign);
    else if (inner.startsWith(' = ', at)) return at;
  }
  return -1;
}

/** Columns that the expression compares with what the session says of itself, on either side. */
export function tenantColumns(expression: string): Compared[] {
  const found = comparisons(expression).flatMap(([left, right]) => [
    ...(isOfSession(right) ? columnIn(left) : []),
    ...(isOfSession(left) ? columnIn(right) : []),
  ]);
  return [...new Map(found.map((one) => [`${one.column} ${one.as}`, one])).values()];
}
