import type { KeyColumn } from '../change';
import { conjuncts, splitOutside } from '../sql-text';
import { columnOf, expressionOf, mentions, type Scope } from './conditions';
import type { TableFacts } from './facts';

/** The key of an index that finds rows by what a value holds: words, parts of a text, elements, fields. */
export type Search = Pick<KeyColumn, 'column' | 'expression' | 'opclass'>;

const kinds: readonly { type: RegExp; operators: readonly string[]; opclass?: KeyColumn['opclass'] }[] = [
  { type: /^tsvector$/, operators: ['@@'] },
  { type: /^jsonb$/, operators: ['@>', '@?', '@@'], opclass: 'jsonb_path_ops' },
  { type: /^jsonb$/, operators: ['?', '?|', '?&'] },
  { type: /\[\]$/, operators: ['@>', '&&'] },
  { type: /^(text|character varying)$/, operators: ['~~', '~~*', '~', '~*', '%'], opclass: 'gin_trgm_ops' },
];

/**
 * What a condition of EXPLAIN looks for inside of values, and a GIN index could find.
 *
 * @param expression as in Filter, Join Filter or Recheck Cond
 */
export function searchesOf(expression: string, scope: Scope, { columns }: TableFacts): Search[] {
  return conjuncts(expression).flatMap((part) => {
    for (const { type, operators, opclass } of kinds)
      for (const operator of operators) {
        const [left = '', right, ...more] = splitOutside(part, ` ${operator} `);
        if (right === undefined || more.length > 0 || mentions(right, scope)) continue;
        const search = searchIn(left, scope);
        const held = search?.expression === undefined ? typeOf(search?.column, columns) : 'tsvector';
        if (search && type.test(held)) return [{ ...search, ...(opclass && { opclass }) }];
      }
    return [];
  });
}

const typeOf = (column: string | undefined, columns: TableFacts['columns']): string =>
  columns.find(({ name }) => name === column)?.type ?? '';

function searchIn(left: string, scope: Scope): Search | null {
  const column = columnOf(left, scope);
  if (column !== null) return { column };
  const derived = expressionOf(left, scope);
  return derived?.expression.startsWith('to_tsvector(') ? derived : null;
}
