import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { addDays } from '@/lib/days';
import { keptDays } from '../readings/kinds';
import { spansOf } from './phases';
import { readTerms } from './terms';

/** Those that are told anew: all of their days are still in the readings. */
const forget = statement(
  'performance.forget-phases',
  'DELETE FROM performance_phases WHERE from_day >= $1::date',
);

const halfADay = 43_200;

const count = statement(
  'performance.count-phases',
  `INSERT INTO performance_phases (phase, from_day, until_day, covered_days, scans)
   SELECT s.phase::term_phase_enum, s."from", s.until,
     (SELECT count(*) FROM performance_readings r
      WHERE r.grain = 'DAY' AND r.kind = 'SERVER' AND r.at >= s."from"::timestamp AT TIME ZONE 'UTC'
        AND r.at < (s.until + 1)::timestamp AT TIME ZONE 'UTC' AND (r.counters ->> 'seconds')::float8 >= ${halfADay}),
     (SELECT coalesce(jsonb_object_agg(u.object, u.scans), '{}') FROM (
        SELECT r.object, sum((r.counters ->> 'scans')::float8) AS scans FROM performance_readings r
        WHERE r.grain = 'DAY' AND r.kind = 'INDEX' AND r.at >= s."from"::timestamp AT TIME ZONE 'UTC'
          AND r.at < (s.until + 1)::timestamp AT TIME ZONE 'UTC'
        GROUP BY r.object HAVING sum((r.counters ->> 'scans')::float8) > 0) u)
   FROM jsonb_to_recordset($1::jsonb) AS s(phase text, "from" date, until date)
   ON CONFLICT (phase, from_day) DO NOTHING RETURNING phase`,
);

/**
 * Keeps which indexes were used in each phase of the terms, from the readings of days. Readings are forgotten after 400 days,
 * what they said of a phase is not.
 *
 * @returns how many phases were told
 */
export const keepPhases = (database: Database, today: string): Promise<number> =>
  asSystem(async (tx) => {
    const reach = addDays(today, 1 - keptDays.DAY);
    const spans = spansOf(await readTerms(tx)).filter(({ from }) => from >= reach && from <= today);
    await tx.rows(forget, [reach]);
    return (await tx.rows(count, [JSON.stringify(spans)])).length;
  }, database);
