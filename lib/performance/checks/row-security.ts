import { check, lockedOut, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { type Compared, calledPerRow, tenantColumns } from './policy-expression';
import { isLocked, knownRows, noExtension, ownSchema } from './sql';

type Unguarded = {
  schema: string;
  table: string;
  enabled: boolean;
  forced: boolean;
  policies: number;
  personalColumns: string[];
};

/** Columns that say whose a row is; `userId` is one as well. */
const personalColumns = ['user_id', 'student_id', 'actor_id', 'learner_id', 'person_id', 'tenant_id'];

/**
 * Row security that is off on a table with policies, or on one whose columns name a person in a schema that uses row
 * security otherwise; and row security that the table's owner steps past. A partition counts where others may read or
 * change it past its table: through its table that one's row security holds.
 */
export const rowSecurity = check<Unguarded>({
  name: 'row-security',
  title: 'Personal tables without row security',
  why: 'Row security keeps one person’s rows from another even where a program forgets to ask. Where it is off nothing but the program does.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, c.relname AS "table", c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND lower(regexp_replace(a.attname, '([a-z])([A-Z])', '\\1_\\2', 'g')) IN ('${personalColumns.join("', '")}') ORDER BY 1) AS "personalColumns"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND ${ownSchema('n')} AND ${noExtension('c')}
      AND (NOT c.relispartition OR EXISTS (SELECT FROM aclexplode(c.relacl) given WHERE given.grantee <> c.relowner))
      AND EXISTS (SELECT FROM pg_class o WHERE o.relnamespace = c.relnamespace AND o.relkind IN ('r', 'p')
        AND (o.relrowsecurity OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = o.oid)))
    ORDER BY 1, 2`,
  judge: (tables) =>
    tables
      .filter(
        ({ enabled, policies, personalColumns }) => enabled || policies > 0 || personalColumns.length > 0,
      )
      .map(judgeTable),
});

function judgeTable({ schema, table, enabled, policies, personalColumns }: Unguarded): Verdict {
  const relation = sqlName(schema, table);
  return {
    state: enabled ? 'warning' : 'critical',
    object: objectName(schema, table),
    evidence: { enabled, forced: false, policies, personalColumns },
    advice: enabled
      ? 'The owner of the table sees every row. Force row security, after making sure that no program needs to step past it.'
      : policies > 0
        ? 'It has policies, but they are switched off. Switch row security on.'
        : 'It seems to hold what belongs to one person. Write policies for it, and switch row security on.',
    sql: enabled
      ? `ALTER TABLE ${relation} FORCE ROW LEVEL SECURITY;`
      : policies > 0
        ? `ALTER TABLE ${relation} ENABLE ROW LEVEL SECURITY;`
        : undefined,
  };
}

type Policy = {
  schema: string;
  table: string;
  policy: string;
  /**
   * The conditions of rows that are read, and of those that are changed. Not of those that are added: they are few, and
   * asking in place costs one row less than preparing to ask once.
   */
  shown: string;
  accepted: string;
  rows: number;
  /** First columns of its valid indexes; of one that begins with an expression what it is. */
  leaders: string[];
  /** Columns of varying length, which are text but for their name. */
  words: string[];
};

const manyRows = 10_000;

/** Policies that ask a function for each row, or compare a column that no index begins with. */
export const rowSecurityCost = check<Policy>({
  name: 'row-security-cost',
  title: 'Row security that costs more than it must',
  why: 'A policy is part of every question to its table. What it asks for each row, it asks a million times of a million rows.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, c.relname AS "table", p.polname AS policy,
      coalesce(pg_get_expr(p.polqual, p.polrelid), '') AS shown, CASE WHEN p.polcmd = 'a' THEN '' ELSE coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') END AS accepted,
      ${knownRows('c', 's')} AS rows,
      ARRAY(SELECT DISTINCT coalesce(a.attname::text, btrim(pg_get_indexdef(i.indexrelid, 1, true), '()')) FROM pg_index i
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = nullif(i.indkey[0], 0)
        WHERE i.indrelid = c.oid AND i.indisvalid ORDER BY 1) AS leaders,
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'varchar'::regtype) AS words
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
    WHERE NOT c.relispartition AND NOT ${isLocked('c.oid')} AND ${ownSchema('n')} AND ${noExtension('c')}
    ORDER BY rows DESC, 1, 2, 3`,
  judge: (policies, facts) => [...policies.flatMap(judgePolicy), ...lockedOut(facts)],
});

function judgePolicy(policy: Policy): Verdict[] {
  const { schema, table, shown, accepted, rows } = policy;
  const object = objectName(schema, table, policy.policy);
  const called = calledPerRow(`${shown} AND ${accepted}`, policy.table);
  return [
    ...(called.length === 0
      ? []
      : [
          {
            state: 'warning' as const,
            object,
            evidence: { perRow: called, rows },
            advice: `Write the call as a sub-select, as in (SELECT ${called[0]}): it is then asked once for all rows.`,
          },
        ]),
    ...(rows < manyRows ? [] : judgeColumns(policy, object)),
  ];
}

/** Columns that are compared for every row, where no index leads to the rows. */
function judgeColumns({ schema, table, shown, rows, leaders, words }: Policy, object: string): Verdict[] {
  const isServed = ({ column, as }: Compared) =>
    as === null || (as === 'text' && words.includes(column))
      ? leaders.includes(column)
      : leaders.includes(`${column}::${as}`);
  const unserved = tenantColumns(shown).filter((one) => !isServed(one));
  const [first] = unserved;
  if (!first) return [];
  const columns = unserved.map(({ column }) => column);
  const isConverted = leaders.includes(first.column);
  return [
    {
      state: 'warning',
      object,
      evidence: { withoutIndex: columns, rows },
      advice: isConverted
        ? `Convert what ${first.column} is compared with, not ${first.column} itself: its index is of no use as it is.`
        : `Create an index on ${objectName(schema, table)} that begins with ${columns.join(' or ')}.`,
      sql: isConverted
        ? undefined
        : `CREATE INDEX CONCURRENTLY ON ${sqlName(schema, table)} (${sqlName(first.column)});`,
    },
  ];
}

type Crowd = { schema: string; table: string; role: string; action: string; policies: string[] };

/** Several permissive policies for one role and action, those for everybody among them: all of them are asked for each row. */
export const permissivePolicies = check<Crowd>({
  name: 'permissive-policies',
  title: 'Several policies for the same action',
  why: 'A row is shown when any of them allows it: each is asked, and one that is too generous opens the table whatever the others say.',
  lasting: true,
  sql: `
    WITH named AS (SELECT DISTINCT p.polrelid, who FROM pg_policy p CROSS JOIN unnest(p.polroles) AS who WHERE p.polpermissive)
    SELECT n.nspname AS schema, c.relname AS "table", coalesce(r.rolname, 'public') AS role, x.action,
      array_agg(p.polname::text ORDER BY p.polname) AS policies
    FROM named JOIN pg_policy p ON p.polrelid = named.polrelid AND p.polroles && ARRAY[0::oid, named.who]
    JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_roles r ON r.oid = named.who
    JOIN (VALUES ('r', 'SELECT'), ('a', 'INSERT'), ('w', 'UPDATE'), ('d', 'DELETE')) AS x(code, action)
      ON p.polcmd IN (x.code::"char", '*')
    WHERE p.polpermissive AND NOT c.relispartition AND ${ownSchema('n')} AND ${noExtension('c')}
    GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
    ORDER BY 1, 2, 3, 4`,
  judge: (crowds) => perTable(crowds).map(judgeCrowd),
});

/** All roles and actions of a table together. */
function perTable(crowds: Crowd[]): Crowd[][] {
  const tables = new Map<string, Crowd[]>();
  for (const crowd of crowds) {
    const name = objectName(crowd.schema, crowd.table);
    tables.set(name, [...(tables.get(name) ?? []), crowd]);
  }
  return [...tables.values()];
}

function judgeCrowd(crowds: Crowd[]): Verdict {
  const [first] = crowds;
  return {
    state: 'warning',
    object: first ? objectName(first.schema, first.table) : null,
    evidence: {
      policies: [...new Set(crowds.flatMap(({ policies }) => policies))],
      actions: crowds.map(({ role, action }) => `${action} by ${role}`),
    },
    advice: 'Join them into one policy with OR, or make those that only narrow RESTRICTIVE.',
  };
}
