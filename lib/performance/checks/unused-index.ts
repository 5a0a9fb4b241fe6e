import { phaseUses, phaseWords } from '../phases/phase-uses';
import { check, type Evidence, unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { objectName, sqlName } from './names';
import { noExtension, ownSchema } from './sql';

type Idle = {
  schema: string;
  table: string;
  index: string;
  bytes: number;
  /** Writes of the table since statistics began that had to change the index, too. */
  writes: number;
  lastScan: string | null;
  definition: string;
};

const day = 86_400;
const unusedDays = 35;
const largeBytes = 10 * 1024 ** 2;
const hotWritesPerDay = 10_000;

/**
 * An index that nobody read for 35 days, large or written to often; never one that a constraint or a foreign key needs, nor
 * one that a phase of the last terms used. Where statistics are younger than that, other servers replay this one's
 * changes, or a phase of a term was not seen yet, it is named as unknown.
 */
export const unusedIndex = check<Idle>({
  name: 'unused-index',
  title: 'Indexes that nothing uses',
  why: 'An index that no question uses still has to be changed with every write, copied into every backup and kept in memory.',
  sql: `
    SELECT n.nspname AS schema, t.relname AS "table", c.relname AS "index", pg_relation_size(c.oid) AS bytes,
      coalesce(ts.n_tup_ins + ts.n_tup_upd - ts.n_tup_hot_upd, 0) AS writes, s.last_idx_scan AS "lastScan",
      pg_get_indexdef(c.oid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = i.indrelid JOIN pg_stat_user_indexes s ON s.indexrelid = c.oid
    LEFT JOIN pg_stat_user_tables ts ON ts.relid = t.oid
    WHERE i.indisvalid AND NOT i.indisunique AND NOT i.indisprimary AND NOT i.indisexclusion AND NOT i.indisreplident
      AND NOT i.indisclustered AND NOT c.relispartition AND ${ownSchema('n')} AND ${noExtension('c')}
      AND (s.last_idx_scan IS NULL OR s.last_idx_scan < now() - interval '${unusedDays} days')
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'f'
        AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
    ORDER BY bytes DESC, 1, 3`,
  judge: (indexes, facts) =>
    indexes.filter((index) => isCostly(index, facts)).flatMap((index) => judgeIndex(index, facts)),
});

const isCostly = ({ bytes, writes }: Idle, { statisticsAge }: Facts) =>
  bytes >= largeBytes || (statisticsAge >= day && writes / (statisticsAge / day) >= hotWritesPerDay);

function judgeIndex(
  { schema, table, index, bytes, writes, lastScan, definition }: Idle,
  facts: Facts,
): Verdict[] {
  const object = objectName(schema, index);
  const observedDays = Math.floor(facts.statisticsAge / day);
  const evidence = { table: objectName(schema, table), bytes, writes, lastScan, observedDays, definition };
  if (observedDays < unusedDays) return [unknown(tooYoung, object, evidence)];
  if (facts.replicas > 0) return [unknown(replicasToo, object, evidence)];
  if (facts.phases === null) return [unused(schema, index, { evidence, advice: noTerms })];
  const uses = phaseUses(object, facts.phases, { since: facts.statisticsSince, lastScan });
  // What exams needed last year is not unused in spring.
  if (uses.some(({ use }) => use === 'used')) return [];
  const unusedIn = phaseWords(uses, 'unused');
  const unseen = phaseWords(uses, 'unseen');
  if (unseen !== '')
    return [unknown(`${notSeen} ${unseen}.`, object, { ...evidence, ...(unusedIn && { unusedIn }) })];
  return [unused(schema, index, { evidence: { ...evidence, unusedIn }, advice: everyPhase })];
}

const tooYoung = `Nothing has used it since statistics began; they must be ${unusedDays} days old to judge.`;
const replicasToo = 'It is unused here; replicas count for themselves: ask each of them, too.';
const notSeen = 'It was not used lately; these phases of the last terms were not seen as a whole yet:';
const noTerms =
  'Make sure that it is not new and serves no yearly task such as enrolment or exams. Then keep its definition, and drop it in a quiet hour.';
const everyPhase =
  'No phase of the last terms used it. Make sure that it is not new, keep its definition, and drop it in a quiet hour.';

const unused = (
  schema: string,
  index: string,
  { evidence, advice }: { evidence: Evidence; advice: string },
): Verdict => ({
  state: 'warning',
  object: objectName(schema, index),
  evidence,
  advice,
  sql: `DROP INDEX CONCURRENTLY ${sqlName(schema, index)};`,
});
