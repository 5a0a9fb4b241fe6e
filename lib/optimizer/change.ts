import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sqlColumns, sqlName } from '@/lib/performance/checks/names';

const name = z.string().min(1).max(63);
const keyOrder = z.enum(['asc', 'desc', 'asc nulls first', 'desc nulls last']);

/** The owner's rights stand behind a change: what is SQL in it has to be of these forms, whoever wrote the row. */
const operand = String.raw`(?:"?[a-z_][a-z0-9_]*"?|\("?[a-z_][a-z0-9_]*"?\)::text)`;
const field = String.raw`"?[a-z_][a-z0-9_]*"? ->> '[\w .-]+'::text`;
const words = String.raw`to_tsvector\('[a-z_]+'::regconfig, ${operand}\)`;
/** Of one column, with functions of the server itself that give the same for ever. */
const safeExpression = new RegExp(`^(?:(?:lower|upper|btrim|length)\\(${operand}\\)|${field}|${words})$`);
const constant = String.raw`(?:'(?:[^']|'')*'(?:::[\w. "]+)?|-?\d+(?:\.\d+)?|true|false)`;
const comparison = `"?[a-z_][a-z0-9_]*"? (?:= ${constant}|<> ${constant}|IS (?:NOT )?NULL)`;
const flag = `(?:NOT )?"?[a-z_][a-z0-9_]*"?`;
const condition = String.raw`\(?(?:${comparison}|${flag})\)?`;
const partialWhere = new RegExp(`^${condition}(?: AND ${condition})*$`);
const indexDefinition = /^CREATE (UNIQUE )?INDEX [^;]+ ON public\.[^;]+ USING \w+ \([^;]*$/;
const schema = z.string().regex(/^public$/, 'is not the product’s schema');

const longestExpression = 200;
const keyColumn = z.strictObject({
  /** The column itself, or the one that the expression is of. */
  column: name,
  order: keyOrder,
  /** As the server writes it, without parentheses around the whole. */
  expression: z.string().max(longestExpression).regex(safeExpression).optional(),
  opclass: z.enum(['gin_trgm_ops', 'jsonb_path_ops']).optional(),
});

/** What an index holds, apart from its name. `where` is SQL as the server itself writes it. */
const indexDesign = z.strictObject({
  schema,
  table: name,
  /** A B-tree where nothing is said. */
  method: z.enum(['gin', 'brin']).optional(),
  columns: z.array(keyColumn).min(1).max(8),
  include: z.array(name).max(4),
  where: z.string().max(500).regex(partialWhere).nullable(),
});

const place = { schema, table: name, name };
const settingValue = z.string().regex(/^(?:[0-9.]+|on|off|true|false)$/);

/** One change of the database that can be made while people work, and undone. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create-index'), ...place, design: indexDesign }),
  z.strictObject({
    kind: z.literal('drop-index'),
    ...place,
    definition: z.string().max(2_000).regex(indexDefinition),
  }),
  z.strictObject({ kind: z.literal('create-statistics'), ...place, columns: z.array(name).min(2).max(8) }),
  z.strictObject({
    kind: z.literal('set-storage'),
    schema,
    table: name,
    name: z.enum(['fillfactor', 'autovacuum_vacuum_scale_factor', 'autovacuum_enabled']),
    value: settingValue,
    before: settingValue.nullable(),
  }),
]);

export type Change = z.output<typeof changeSchema>;
export type IndexDesign = z.output<typeof indexDesign>;
export type KeyColumn = z.output<typeof keyColumn>;
/** A storage parameter that may be changed. */
export type SettingName = Extract<Change, { kind: 'set-storage' }>['name'];
export type KeyOrder = KeyColumn['order'];

/** What a key is by: the column, or the expression. */
export const keyName = (key: Pick<KeyColumn, 'column' | 'expression'> | undefined): string | undefined =>
  key?.expression ?? key?.column;

const designText = ({ schema, table, method, columns, include, where }: IndexDesign): string =>
  [
    `${sqlName(schema, table)} USING ${method ?? 'btree'} (${columns.map(keyText).join(', ')})`,
    include.length > 0 && `INCLUDE (${sqlColumns(include)})`,
    where && `WHERE ${where}`,
  ]
    .filter(Boolean)
    .join(' ');

const keyText = ({ column, order, expression, opclass }: KeyColumn): string =>
  [
    expression === undefined ? sqlName(column) : `(${expression})`,
    opclass,
    order !== 'asc' && order.toUpperCase(),
  ]
    .filter(Boolean)
    .join(' ');

/** Whether an expression is of a form that an index may hold. */
export const isIndexable = (expression: string): boolean =>
  expression.length <= longestExpression && safeExpression.test(expression);

/** Indexes and statistics of the optimizer begin so: what an interrupted build leaves behind is known by it. */
export const ownPrefix = 'opt_';

/** A name that says the table, and is the same for the same design. */
export function nameFor(kind: 'idx' | 'stx', table: string, design: string): string {
  const mark = createHash('sha256').update(design).digest('hex').slice(0, 8);
  return `${ownPrefix}${table.slice(0, 40)}_${mark}_${kind}`;
}

export const createIndex = (design: IndexDesign): Change => ({
  kind: 'create-index',
  schema: design.schema,
  table: design.table,
  name: nameFor('idx', design.table, designText(design)),
  design,
});

/** SQL that makes the change while people work. */
export function applySql(change: Change): string {
  const relation = sqlName(change.schema, change.table);
  const object = sqlName(change.schema, change.name);
  if (change.kind === 'create-index')
    return `CREATE INDEX CONCURRENTLY ${sqlName(change.name)} ON ${designText(change.design)}`;
  if (change.kind === 'drop-index') return `DROP INDEX CONCURRENTLY ${object}`;
  if (change.kind === 'create-statistics')
    return `CREATE STATISTICS ${object} (ndistinct, dependencies) ON ${sqlColumns(change.columns)} FROM ${relation}`;
  return `ALTER TABLE ${relation} SET (${change.name} = ${change.value})`;
}

/** SQL that brings back what was before. */
export function undoSql(change: Change): string {
  const relation = sqlName(change.schema, change.table);
  const object = sqlName(change.schema, change.name);
  if (change.kind === 'create-index') return `DROP INDEX CONCURRENTLY ${object}`;
  if (change.kind === 'drop-index')
    return change.definition.replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX CONCURRENTLY ');
  if (change.kind === 'create-statistics') return `DROP STATISTICS ${object}`;
  return change.before === null
    ? `ALTER TABLE ${relation} RESET (${change.name})`
    : `ALTER TABLE ${relation} SET (${change.name} = ${change.before})`;
}
