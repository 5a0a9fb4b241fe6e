import { check, reached, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { noExtension, ownSchema, storageOption } from './sql';

type Age = {
  kind: 'table' | 'database' | 'setting' | 'option';
  schema: string | null;
  name: string;
  /** Transaction and multixact identifiers since its oldest row was frozen. */
  transactions: number | null;
  multixacts: number | null;
  option: string | null;
  value: number | null;
  usual: number | null;
};

/** Identifiers after which the oldest row would seem to lie in the future. */
const wholeRound = 2 ** 31;
const limits = [0.5, 0.8] as const;

/** Limits that a table may have of its own, with the server's setting in their place. */
const options = {
  autovacuum_freeze_max_age: 'autovacuum_freeze_max_age',
  autovacuum_multixact_freeze_max_age: 'autovacuum_multixact_freeze_max_age',
  autovacuum_freeze_table_age: 'vacuum_freeze_table_age',
  autovacuum_multixact_freeze_table_age: 'vacuum_multixact_freeze_table_age',
} as const;
const hurries = ['vacuum_failsafe_age', 'vacuum_multixact_failsafe_age'] as const;
const settings = [...Object.values(options), ...hurries];

/** SQL: one line for each table whose own limit, or that of its large values, is lower than the server's. */
const loweredOptions = Object.entries(options)
  .flatMap((option) => [loweredOption(option, 'c', ''), loweredOption(option, 'toast', 'toast.')])
  .join(' UNION ALL ');

function loweredOption([option, setting]: [string, string], holder: string, prefix: string): string {
  return `
    SELECT 'option', n.nspname, c.relname, age(${holder}.relfrozenxid)::float8, mxid_age(${holder}.relminmxid)::float8, '${prefix}${option}',
      ${storageOption(holder, option)}::float8, current_setting('${setting}')::float8
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
    WHERE c.relkind IN ('r', 'm') AND ${storageOption(holder, option)}::float8 < current_setting('${setting}')::float8
      AND ${ownSchema('n')} AND ${noExtension('c')}`;
}

/**
 * How far tables and databases are on the way to the end of transaction and multixact identifiers (2^31), and limits
 * that were set lower than usual: the server then freezes whole tables much more often.
 */
export const wraparound = check<Age>({
  name: 'wraparound',
  title: 'Transaction numbers that run out',
  why: 'Postgres numbers transactions and reuses the numbers. Rows must be frozen before theirs comes round again; otherwise the server stops taking writes to save the data.',
  sql: `
    SELECT 'table' AS kind, n.nspname AS schema, c.relname AS name, age(c.relfrozenxid)::float8 AS transactions,
      mxid_age(c.relminmxid)::float8 AS multixacts, NULL AS option, NULL::float8 AS value, NULL::float8 AS usual
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm', 't') AND greatest(age(c.relfrozenxid), mxid_age(c.relminmxid)) >= ${wholeRound * limits[0]}
      AND c.relfrozenxid <> '0'
    UNION ALL
    SELECT 'database', NULL, d.datname, age(d.datfrozenxid), mxid_age(d.datminmxid), NULL, NULL, NULL FROM pg_database d
    WHERE greatest(age(d.datfrozenxid), mxid_age(d.datminmxid)) >= ${wholeRound * limits[0]}
    UNION ALL
    SELECT 'setting', NULL, s.name, age(d.datfrozenxid), mxid_age(d.datminmxid), s.name, s.setting::float8, s.boot_val::float8
    FROM pg_settings s, pg_database d
    WHERE s.name IN ('${settings.join("', '")}') AND s.setting::float8 < s.boot_val::float8 AND d.datname = current_database()
    UNION ALL ${loweredOptions}
    ORDER BY transactions DESC`,
  judge: (ages) =>
    ages.flatMap((age) => (age.option === null ? judgeAge(age) : [judgeLowered(age, age.option)])),
});

function judgeAge({ kind, schema, name, transactions, multixacts }: Age): Verdict[] {
  const share = Math.max(transactions ?? 0, multixacts ?? 0) / wholeRound;
  const state = reached(share, limits);
  if (state === null) return [];
  return [
    {
      state,
      object: kind === 'database' || schema === null ? `database ${name}` : objectName(schema, name),
      evidence: { transactions, multixacts, usedShare: share },
      advice:
        'Find out why vacuum does not freeze it (see “What keeps dead rows alive”), then freeze it by hand in a quiet hour.',
      sql: schema === null || schema === 'pg_toast' ? undefined : `VACUUM (FREEZE) ${sqlName(schema, name)};`,
    },
  ];
}

function judgeLowered(
  { kind, schema, name, transactions, multixacts, value, usual }: Age,
  option: string,
): Verdict {
  const age = option.includes('multixact') ? multixacts : transactions;
  const table = kind === 'option' && schema !== null ? [schema, name] : null;
  return {
    state: 'warning',
    object: table ? objectName(...table) : option,
    evidence: { setting: option, value, usual, age, usedShare: (age ?? 0) / Math.max(1, value ?? 1) },
    advice: hurries.some((name) => name === option)
      ? 'A limit lower than usual makes vacuum hurry through tables without a pause and without cleaning their indexes, long before it must. Set it back unless there is a reason.'
      : `A limit lower than usual makes the server freeze ${table ? 'this table' : 'whole tables'} again and again, against which nothing else can be scheduled. Set it back unless there is a reason${option.startsWith('autovacuum') && !table ? '; it takes a restart' : ''}.`,
    sql: table ? `ALTER TABLE ${sqlName(...table)} RESET (${option});` : `ALTER SYSTEM RESET ${option};`,
  };
}
