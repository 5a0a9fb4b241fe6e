import { isIndexable } from '../change';
import { conjuncts, unwrap } from '../sql-text';

/** What a scan asks of one column. */
export type Condition =
  | { kind: 'equal'; column: string; literal: string | null }
  /** One of several values. */
  | { kind: 'among'; column: string }
  /** A column of yes or no, with its test as the server writes it. */
  | { kind: 'flag'; column: string; sql: string }
  | { kind: 'expression'; column: string; expression: string }
  | { kind: 'range'; column: string }
  | { kind: 'null'; column: string; sql: string; wanted: boolean };

/** A scan in a plan: what it is called there, and the columns of its table. */
export type Scope = { alias: string; columns: ReadonlySet<string> };

const comparison = /^(.+?) (=|<|>|<=|>=) (.+)$/s;
const nullTest = /^(.+) IS (NOT )?NULL$/s;
const several = /^ANY \(/;
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
  const flag = flagIn(part, scope);
  if (flag) return flag;
  const [, left = '', operator = '', right = ''] = comparison.exec(part) ?? [];
  const derived = operator === '=' && !mentions(right, scope) ? expressionOf(left, scope) : null;
  if (derived) return { kind: 'expression', ...derived };
  const here = columnOf(left, scope);
  const [column, other] = here ? [here, right] : [columnOf(right, scope), left];
  if (!column || mentions(other, scope)) return null;
  if (several.test(other)) return operator === '=' ? { kind: 'among', column } : null;
  if (operator !== '=') return { kind: 'range', column };
  return { kind: 'equal', column, literal: constant.test(other) ? other : null };
}

function flagIn(part: string, scope: Scope): Condition | null {
  const [, not = '', held = ''] = /^(NOT )?(.+)$/s.exec(part) ?? [];
  const column = columnOf(held, scope);
  return column === null ? null : { kind: 'flag', column, sql: `${not}${column}` };
}

/** The column that an expression is, bare or as the text it is stored as; null for anything else. */
export function columnOf(expression: string, { alias, columns }: Scope): string | null {
  const bare = expression.replace(/::text$/, '').replace(/^\((.*)\)$/s, '$1');
  const name = bare.startsWith(`${alias}.`) ? bare.slice(alias.length + 1) : bare;
  return columns.has(name) ? name : null;
}

const names = /\b[a-z_][a-z0-9_]*\b/g;

/** An expression of one column that an index may hold, as it is written there; null for anything else. */
export function expressionOf(
  text: string,
  { alias, columns }: Scope,
): { column: string; expression: string } | null {
  const expression = unwrap(text).replaceAll(new RegExp(`\\b${alias}\\.`, 'g'), '');
  const bare = expression.replaceAll(/'[^']*'|::\w+/g, '');
  const [column, ...more] = [...bare.matchAll(names)]
    .map(([name]) => name)
    .filter((name) => columns.has(name));
  return column !== undefined && more.length === 0 && isIndexable(expression) ? { column, expression } : null;
}

/** Whether an expression speaks of the same scan: then nothing is known of it beforehand. */
export const mentions = (expression: string, { alias, columns }: Scope): boolean =>
  columnOf(expression, { alias, columns }) !== null || new RegExp(`\\b${alias}\\.`).test(expression);
