/**
 * One named SQL statement: prepared once a connection, recognisable by its name in the statistics of the
 * performance page. The comment carries the name into pg_stat_statements,
 * at the end because the server leaves out comments before a statement.
 */
export type Statement = { readonly name: string; readonly text: string };

const texts = new Map<string, string>();

/**
 * @param name room and question, e.g. `catalog.listing`
 * @param text SQL with $1, $2 … placeholders
 * @throws Error when the name already stands for another text: a connection that has prepared one refuses the other
 */
export function statement(name: string, text: string): Statement {
  const known = texts.get(name);
  if (known === undefined) texts.set(name, text);
  else if (known !== text && process.env.NODE_ENV !== 'development')
    throw new Error(`Two statements are called ${name}.`);
  return { name, text: withName(name, text) };
}

/** Every statement that has been named in this process so far. */
export const namedStatements = (): Statement[] =>
  [...texts].map(([name, text]) => ({ name, text: withName(name, text) }));

// Not FOR UPDATE, which holds rows and writes none.
const writesInside = /^\s*WITH\b[\s\S]*\b(INSERT INTO|DELETE FROM|MERGE INTO|(?<!FOR |KEY )UPDATE)\s/i;
const withWrites = new WeakMap<Statement, boolean>();

/** Whether a statement has a WITH that writes. */
export function writesInWith(asked: Statement): boolean {
  const known = withWrites.get(asked);
  if (known !== undefined) return known;
  const writes = writesInside.test(asked.text);
  withWrites.set(asked, writes);
  return writes;
}

const withName = (name: string, text: string): string => `${text} /* ${name} */`;

/** @throws Error where no module that is loaded has named it so */
export function namedStatement(name: string): Statement {
  const text = texts.get(name);
  if (text === undefined) throw new Error(`No statement is called ${name}.`);
  return statement(name, text);
}

/**
 * A statement that is put together for one question out of very many: it is not kept prepared, since a
 * connection never forgets what it has prepared, but it is recognisable all the same.
 */
export function unpreparedStatement(name: string, text: string): Statement {
  return { name: '', text: withName(name, text) };
}

/** SQL for a moment as text in UTC with microseconds, as exact as Postgres keeps it. */
export const momentSql = (expression: string): string =>
  `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
