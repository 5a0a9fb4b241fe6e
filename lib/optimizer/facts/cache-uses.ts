import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { isCacheClass } from '@/lib/cache/classes';
import type { CacheUse } from '../candidates/facts';

/** A day is 24 hours of which anything was read, whichever they are. */
const uses = statement(
  'optimizer.cache-uses',
  `SELECT object AS "cacheClass", json_object_agg(name, value) AS counters,
     (SELECT count(DISTINCT at) / 24.0 FROM performance_readings
      WHERE grain = 'HOUR' AND kind = 'CACHE' AND at > now() - interval '7 days')::float8 AS days
   FROM (SELECT r.object, c.key AS name, sum(c.value::float8) AS value
     FROM performance_readings r CROSS JOIN jsonb_each_text(r.counters) c
     WHERE r.grain = 'HOUR' AND r.kind = 'CACHE' AND r.at > now() - interval '7 days' GROUP BY r.object, c.key) sums
   GROUP BY object LIMIT 100`,
);

const count = z.number().default(0);
const rowSchema = z.object({
  cacheClass: z.string(),
  days: z.number(),
  counters: z.object({
    hits: count,
    misses: count,
    stale: count,
    expired: count,
    invalidations: count,
    evictions: count,
    loads: count,
    loadTotal: count,
  }),
});

/** What each class of the cache did in the last seven days, all servers together. */
export const readCacheUses = async (tx: Transaction): Promise<CacheUse[]> =>
  z
    .array(rowSchema)
    .parse(await tx.rows(uses))
    .flatMap(({ cacheClass, days, counters }) =>
      isCacheClass(cacheClass) ? [{ cacheClass, days, ...counters }] : [],
    );
