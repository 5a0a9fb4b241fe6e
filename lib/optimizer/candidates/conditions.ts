/** What a scan asks of one column. */
export type Condition =
  | { kind: 'equal'; column: string; literal: string | null }
  | { kind: 'range'; column: string }
  | { kind: 'null'; column: string; sql: string; wanted: boolean };

/** A scan in a plan: what it is called there, and the columns of its table. */
export type Scope = { alias: string; columns: ReadonlySet<string> };

const comparison = /^(.+?) (=|<|>|<=|>=) (.+)$/s;
const nullTest = /^(.+) IS (NOT )?NULL$/s;
const constant = /^('([^']|'')*'(::[\w. "]+)?|-?\d+(\.\d+)?|true|false)$/;

/**
 * The parts of a condition of EXPLAIN that a B-tree could answer; anything else in it is left out. Understands the form in
 * which the server writes expressions, not SQL at large.
 *
 * @param expression as in Filter, Index Cond or Recheck Cond
 */
export function conditionsOf(expression: string, scope: Scope): Condition[] {
  return conjuncts(expression).flatMap((part) => conditionOf(part, scope) ?? []);
}

function conditionOf(part: string, scope: Scope): Condition | null {
  const empty = nullTest.exec(part);
  if (empty) {
    const column = columnOf(empty[1] ?? '', scope);
    const wanted = empty[2] === undefined;
    if (column === null) return null;
    return { kind: 'null', column, wanted, sql: `${column} IS ${wanted ? '' : 'NOT '}NULL` };
  }
  const [, left = '', operator = '', right = ''] = comparison.exec(part) ?? [];
  const here = columnOf(left, scope);
  const [column, other] = here ? [here, right] : [columnOf(right, scope), left];
  if (!column || mentions(other, scope) || /^ANY \(/.test(other)) return null;
  if (operator !== '=') return { kind: 'range', column };
  return { kind: 'equal', column, literal: constant.test(other) ? other : null };
}

/** The column that an expression is, bare or as the text it is stored as; null for anything else. */
export function columnOf(expression: string, { alias, columns }: Scope): string | null {
  const bare = expression.replace(/::text$/, '').replace(/^\((.*)\)$/s, '$1');
  const name = bare.startsWith(`${alias}.`) ? bare.slice(alias.length + 1) : bare;
  return columns.has(name) ? name : null;
}

/** Whether an expression speaks of the same scan: then nothing is known of it beforehand. */
const mentions = (expression: string, { alias, columns }: Scope): boolean =>
  columnOf(expression, { alias, columns }) !== null || new RegExp(`\\b${alias}\\.`).test(expression);

/** Splits what AND joins at the outermost level, without the parentheses around each part. */
export function conjuncts(expression: string): string[] {
  const inner = unwrap(expression);
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < inner.length; at++) {
    const sign = inner[at];
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (depth === 0 && inner.startsWith(' AND ', at)) {
      parts.push(inner.slice(start, at));
      start = at + 5;
    }
  }
  if (parts.length === 0) return [inner];
  return [...parts, inner.slice(start)].flatMap(conjuncts);
}

/** Takes away parentheses that hold the whole. */
function unwrap(expression: string): string {
  const text = expression.trim();
  if (!text.startsWith('(')) return text;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    if (quoted) continue;
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    if (depth === 0) return at === text.length - 1 ? unwrap(text.slice(1, -1)) : text;
  }
  return text;
}
