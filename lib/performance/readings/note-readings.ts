import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Counters } from './counters';
import type { ReadingKind } from './kinds';

/** What happened to an object. */
export type Reading = { kind: ReadingKind; object: string; counters: Counters };

/** SQL: the counters of two rows as one, as `addCounters` does it. */
const added = `(
  SELECT kept.counters || coalesce(jsonb_object_agg(m.key, CASE
    WHEN NOT kept.counters ? m.key THEN m.value
    WHEN m.key LIKE 'max%' THEN to_jsonb(greatest((kept.counters -> m.key)::numeric, m.value::numeric))
    ELSE to_jsonb((kept.counters -> m.key)::numeric + m.value::numeric) END), '{}')
  FROM jsonb_each(excluded.counters) m)`;

// In one order for everybody, so that two processes that note the same objects wait for each other instead of locking up.
const note = statement(
  'performance.note-readings',
  `INSERT INTO performance_readings AS kept (grain, kind, at, object, counters)
   SELECT p.grain, r.kind, p.at, r.object, r.counters
   FROM jsonb_to_recordset($1::jsonb) AS r(kind text, object text, counters jsonb)
   CROSS JOIN (VALUES
     ('FIVE_MINUTES'::reading_grain_enum, date_bin('5 minutes', now(), '2000-01-01Z')),
     ('HOUR', date_trunc('hour', now(), 'UTC')),
     ('DAY', date_trunc('day', now(), 'UTC'))) AS p(grain, at)
   ORDER BY 1, 2, 3, 4
   ON CONFLICT (grain, kind, at, object) DO UPDATE SET counters = ${added}`,
);

/** Books readings in the present five minutes, hour and day at once, so that every grain adds up to the same. Each object once. */
export async function noteReadings(tx: Transaction, readings: readonly Reading[]): Promise<void> {
  if (readings.length > 0) await tx.rows(note, [JSON.stringify(readings)]);
}
