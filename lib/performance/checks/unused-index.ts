import { phaseUses, phaseWords } from '../phases/phase-uses';
import type { SeenPhase } from '../phases/read-phases';
import { check, type Evidence, unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { objectName, sqlName } from './names';
import { dropPartitioned } from './partitioned';
import { noExtension, ownSchema, servesForeignKey, sizeOf, unlessLocked } from './sql';
import { notCounted } from './window';

type Idle = {
  schema: string;
  table: string;
  index: string;
  bytes: number;
  /** Schema and name of its parts, where its table is partitioned; else empty. */
  parts: [schema: string, index: string][];
  /** Writes of the table since statistics began that had to change the index, too. */
  writes: number;
  lastScan: string | null;
  definition: string | null;
};

const day = 86_400;
const unusedDays = 35;
const largeBytes = 10 * 1024 ** 2;
const hotWritesPerDay = 10_000;

/** SQL: each index that is not part of another one, with its parts and theirs. */
const family = `
  SELECT c.oid AS root, c.oid FROM pg_class c WHERE c.relkind IN ('i', 'I') AND NOT c.relispartition
  UNION ALL
  SELECT f.root, h.inhrelid FROM family f JOIN pg_inherits h ON h.inhparent = f.oid`;

/** SQL: what the server counts of them: only what holds entries itself is read. */
const uses = `
  SELECT f.root, array_agg(f.oid) AS members,
    coalesce(sum(ts.n_tup_ins + ts.n_tup_upd - ts.n_tup_hot_upd), 0)::float8 AS writes, max(s.last_idx_scan) AS last_scan,
    coalesce(json_agg(json_build_array(s.schemaname, s.indexrelname)) FILTER (WHERE f.oid <> f.root), '[]') AS parts
  FROM family f JOIN pg_stat_user_indexes s ON s.indexrelid = f.oid
  LEFT JOIN pg_stat_user_tables ts ON ts.relid = s.relid
  GROUP BY f.root`;

/**
 * An index that nobody read for 35 days, large or written to often; never one that a constraint or a foreign key needs, nor
 * one that a phase of the last terms used. Where statistics are younger than that, other servers replay this one's
 * changes, or a phase of a term was not seen yet, it is named as unknown.
 */
export const unusedIndex = check<Idle>({
  name: 'unused-index',
  title: 'Indexes that nothing uses',
  why: 'An index that no question uses still has to be changed with every write, copied into every backup and kept in memory.',
  lasting: true,
  impossible: notCounted,
  sql: `
    WITH RECURSIVE family AS (${family}), uses AS MATERIALIZED (${uses})
    SELECT n.nspname AS schema, t.relname AS "table", c.relname AS "index", (SELECT sum(${sizeOf('m')})::float8 FROM pg_class m WHERE m.oid = ANY (u.members)) AS bytes, u.parts, u.writes,
      u.last_scan AS "lastScan", ${unlessLocked('t.oid', 'pg_get_indexdef(c.oid)')} AS definition
    FROM uses u JOIN pg_index i ON i.indexrelid = u.root JOIN pg_class c ON c.oid = u.root JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = i.indrelid
    WHERE i.indisvalid AND NOT i.indisunique AND NOT i.indisprimary AND NOT i.indisexclusion AND NOT i.indisreplident
      AND NOT i.indisclustered AND ${ownSchema('n')} AND ${noExtension('t')}
      AND (u.last_scan IS NULL OR u.last_scan < now() - interval '${unusedDays} days')
      AND NOT ${servesForeignKey}
    ORDER BY bytes DESC, 1, 3`,
  judge: (indexes, facts) =>
    indexes.filter((index) => isCostly(index, facts)).flatMap((index) => judgeIndex(index, facts)),
});

const isCostly = ({ bytes, writes }: Idle, { statisticsAge }: Facts) =>
  bytes >= largeBytes || (statisticsAge >= day && writes / (statisticsAge / day) >= hotWritesPerDay);

function judgeIndex(idle: Idle, facts: Facts): Verdict[] {
  const { schema, table, index, bytes, writes, lastScan, definition } = idle;
  const object = objectName(schema, index);
  const observedDays = Math.floor(facts.statisticsAge / day);
  const evidence = { table: objectName(schema, table), bytes, writes, lastScan, observedDays, definition };
  if (observedDays < unusedDays) return [unknown(tooYoung, object, evidence)];
  if (facts.replicasHidden) return [unknown(replicasHidden, object, evidence)];
  if (facts.replicas > 0) return [unknown(replicasToo, object, evidence)];
  if (facts.phases === null) return [unused(idle, { evidence, advice: noTerms })];
  const uses = usesOf(idle, object, facts.phases, facts.statisticsSince);
  // What exams needed last year is not unused in spring.
  if (uses.some(({ use }) => use === 'used')) return [];
  const unusedIn = phaseWords(uses, 'unused');
  const unseen = phaseWords(uses, 'unseen');
  if (unseen !== '')
    return [unknown(`${notSeen} ${unseen}.`, object, { ...evidence, ...(unusedIn && { unusedIn }) })];
  return [unused(idle, { evidence: { ...evidence, unusedIn }, advice: everyPhase })];
}

/** Readings know the parts of an index, not what they are parts of: one that is used is enough. */
function usesOf({ parts, lastScan }: Idle, object: string, phases: SeenPhase[], since: string | null) {
  const names = parts.length > 0 ? parts.map((part) => objectName(...part)) : [object];
  const uses = names.map((name) => phaseUses(name, phases, { since, lastScan }));
  return uses.find((each) => each.some(({ use }) => use === 'used')) ?? uses[0] ?? [];
}

const tooYoung = `Nothing has used it since statistics began; they must be ${unusedDays} days old to judge.`;
const replicasToo = 'It is unused here; replicas count for themselves: ask each of them, too.';
const replicasHidden =
  'It is unused here. Somebody fetches the changes of this server, perhaps a replica that uses it: that cannot be seen without pg_read_all_stats.';
const notSeen = 'It was not used lately; these phases of the last terms were not seen as a whole yet:';
const noTerms =
  'Make sure that it is not new and serves no yearly task such as enrolment or exams. Then keep its definition, and drop it in a quiet hour.';
const everyPhase =
  'No phase of the last terms used it. Make sure that it is not new, keep its definition, and drop it in a quiet hour.';

const unused = (
  { schema, index, parts }: Idle,
  { evidence, advice }: { evidence: Evidence; advice: string },
): Verdict => ({
  state: 'warning',
  object: objectName(schema, index),
  evidence,
  advice: parts.length > 0 ? `${advice} ${dropPartitioned}` : advice,
  sql: parts.length > 0 ? undefined : `DROP INDEX CONCURRENTLY ${sqlName(schema, index)};`,
});
