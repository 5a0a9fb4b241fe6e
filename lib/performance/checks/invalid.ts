import { check, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { noExtension, ownSchema, sizeOf, unlessLocked } from './sql';

type InvalidIndex = { schema: string; table: string; index: string; bytes: number; partitioned: boolean };

/** An index that a failed build left behind. One that is being built, rebuilt or dropped right now is no fault. */
export const invalidIndex = check<InvalidIndex>({
  name: 'invalid-index',
  title: 'Indexes that a failed build left behind',
  why: 'No question uses an invalid index, but every write may still have to change it. It does not hold what it was made for: a unique one lets duplicates in.',
  sql: ({ readsStatistics }) => `
    SELECT n.nspname AS schema, t.relname AS "table", c.relname AS "index", ${sizeOf('c')} AS bytes,
      c.relkind = 'I' AS partitioned
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = i.indrelid
    WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND ${ownSchema('n')} AND ${noExtension('t')}
      AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index b
        WHERE b.relid = t.oid AND b.index_relid IN (0, c.oid))
      AND NOT EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock'
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.relation IN (c.oid${readsStatistics ? '' : ', t.oid'}))
    ORDER BY 1, 3`,
  judge: (indexes) =>
    indexes.map(({ schema, table, index, bytes, partitioned }) => ({
      state: 'warning',
      object: objectName(schema, index),
      evidence: { table: objectName(schema, table), bytes },
      ...(partitioned ? incomplete : repairOf(index, sqlName(schema, index))),
    })),
});

const incomplete = {
  advice: 'It becomes valid when each partition has its part: create the missing ones and attach them.',
};

/** How REINDEX CONCURRENTLY calls the new copy of an index, and the old one that it is about to drop. */
const copy = /_cc(new|old)\d*$/;

const repairOf = (index: string, name: string): Pick<Verdict, 'advice' | 'sql'> =>
  copy.test(index)
    ? {
        advice: 'It is what a rebuild left behind; the index that it was made from is still there. Drop it.',
        sql: `DROP INDEX CONCURRENTLY ${name};`,
      }
    : {
        advice: 'Build it again. If nobody wants it any more, drop it instead.',
        sql: `REINDEX INDEX CONCURRENTLY ${name};`,
      };

type Unvalidated = {
  schema: string;
  /** The table or domain that it belongs to. */
  owner: string;
  kind: 'TABLE' | 'DOMAIN';
  constraint: string;
  definition: string | null;
};

/** A constraint of a table or domain that was added NOT VALID and never validated. */
export const invalidConstraint = check<Unvalidated>({
  name: 'invalid-constraint',
  title: 'Rules that were never checked against older rows',
  why: 'New rows obey the rule, older ones may break it, and the database cannot rely on it when it plans.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, coalesce(c.relname, y.typname) AS owner, CASE WHEN c.oid IS NULL THEN 'DOMAIN' ELSE 'TABLE' END AS kind,
      k.conname AS "constraint", ${unlessLocked('k.conrelid', 'pg_get_constraintdef(k.oid)')} AS definition
    FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type y ON y.oid = k.contypid
    JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, y.typnamespace)
    WHERE NOT k.convalidated AND k.conparentid = 0 AND (k.conislocal OR k.coninhcount = 0)
      AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AND ${ownSchema('n')} AND (c.oid IS NULL OR ${noExtension('c')})
    ORDER BY 1, 2, 4`,
  judge: (constraints) =>
    constraints.map(({ schema, owner, kind, constraint, definition }) => ({
      state: 'warning',
      object: objectName(schema, owner, constraint),
      evidence: { definition },
      advice: 'Validate it: readers and writers go on meanwhile. If rows break it, mend them first.',
      sql: `ALTER ${kind} ${sqlName(schema, owner)} VALIDATE CONSTRAINT ${sqlName(constraint)};`,
    })),
});
