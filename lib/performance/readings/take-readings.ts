import type { Database, Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { type Counters, deltaSince, isStill, type Totals } from './counters';
import { noteReadings } from './note-readings';
import { pruneReadings } from './prune-readings';
import { type Server, type Source, sources } from './sources';
import { rememberStatements } from './statement-texts';

/** The worker’s part of measuring must never be what makes the database slow. */
const limits = unpreparedStatement(
  'performance.reading-limits',
  `SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '500ms'; SET LOCAL jit = off;
   SET LOCAL max_parallel_workers_per_gather = 0`,
);

const turn = statement(
  'performance.reading-turn',
  `SELECT pg_try_advisory_xact_lock(hashtext('syllabase:readings')) AS ours,
     current_setting('server_version_num')::int AS version,
     to_regclass('pg_stat_statements') IS NOT NULL
       AND EXISTS (SELECT FROM pg_settings WHERE name = 'pg_stat_statements.max') AS "measuresStatements"`,
);

const bases = statement(
  'performance.bases',
  `SELECT object, epoch, counters, extract(epoch FROM now() - taken_at)::float8 AS age FROM performance_bases WHERE kind = $1`,
);

const keepBases = statement(
  'performance.keep-bases',
  `INSERT INTO performance_bases (kind, object, epoch, counters)
   SELECT $1, r.object, r.epoch, r.counters FROM jsonb_to_recordset($2::jsonb) AS r(object text, epoch text, counters jsonb)
   ON CONFLICT (kind, object) DO UPDATE SET epoch = excluded.epoch, counters = excluded.counters, taken_at = now()`,
);

// What the server has forgotten begins at nothing when it comes again.
const forgetBases = statement(
  'performance.forget-bases',
  `DELETE FROM performance_bases b WHERE kind = $1
     AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS present(object) WHERE present.object = b.object)`,
);

type Found = Totals & { parts: string[]; gauges: Counters };
type Present = Totals & { object: string; gauges: Counters };
type Base = Totals & { object: string; age: number };

/**
 * Reads how far the server's counters have come, and keeps what was counted since the last time. The first look at a
 * kind keeps nothing: how long that took to count is not known. One that fails does not keep the others from being read.
 *
 * @returns how many readings were kept
 */
export async function takeReadings(database: Database): Promise<number> {
  const failures: unknown[] = [];
  let kept = 0;
  for (const source of sources) {
    kept += await asSystem((tx) => readSource(tx, source), database).catch((error: unknown) => {
      failures.push(error);
      return 0;
    });
  }
  await asSystem(pruneReadings, database);
  if (failures.length > 0) throw failures[0];
  return kept;
}

async function readSource(tx: Transaction, source: Source): Promise<number> {
  await tx.rows(limits);
  const [server] = await tx.rows<Server & { ours: boolean }>(turn);
  const sql = server?.ours ? source.sql(server) : null;
  if (sql === null) return 0;
  const found = await tx.rows<Found>(
    unpreparedStatement(`performance.read-${source.kind.toLowerCase()}`, sql),
  );
  const present = found.map(({ parts, ...totals }) => ({ ...totals, object: source.name(parts) }));
  const known = await tx.rows<Base>(bases, [source.kind]);
  if (known.length === 0) {
    await tx.rows(keepBases, [source.kind, JSON.stringify(present)]);
    return 0;
  }
  const chosen = choose(source, present, known);
  if (source.kind === 'STATEMENT')
    await rememberStatements(
      tx,
      chosen.map(({ object }) => object),
    );
  await noteReadings(
    tx,
    chosen.map(({ object, counters }) => ({ kind: source.kind, object, counters })),
  );
  await tx.rows(keepBases, [source.kind, JSON.stringify(chosen.map(({ now }) => now))]);
  await tx.rows(forgetBases, [source.kind, present.map(({ object }) => object)]);
  return chosen.length;
}

/**
 * What changed, the most important first and not more than the source allows. Of what is left out the base stays where
 * it is, so that its turn comes with all that was counted until then: nothing is lost by leaving out.
 */
function choose({ kind, most, by }: Source, present: Present[], known: Base[]) {
  const before = new Map(known.map((base) => [base.object, base]));
  return present
    .flatMap((now) => {
      const base = before.get(now.object);
      const delta = deltaSince(base, now);
      if (isStill(delta)) return [];
      const seconds: Counters = kind === 'SERVER' && base ? { seconds: base.age } : {};
      return [
        {
          now,
          object: now.object,
          weight: delta[by] ?? 0,
          counters: { ...delta, ...now.gauges, ...seconds },
        },
      ];
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);
}
