import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { RouteUse } from '../candidates/facts';

// The object of such a reading is the route, with the statement's name as its last word.
const uses = statement(
  'optimizer.route-uses',
  `SELECT substring(object from '^(.*) [^ ]+$') AS route, substring(object from '[^ ]+$') AS statement,
     sum((counters ->> 'requests')::float8) AS requests, sum((counters ->> 'calls')::float8) AS calls,
     max((counters ->> 'maxCalls')::float8) AS "maxCalls"
   FROM performance_readings
   WHERE grain = 'HOUR' AND kind = 'ROUTE_STATEMENT' AND at > now() - interval '24 hours'
     AND object !~ ' (performance|optimizer)\\.[^ ]+$'
   GROUP BY object ORDER BY calls DESC LIMIT 500`,
);

const rowSchema = z.object({
  route: z.string(),
  statement: z.string(),
  requests: z.number(),
  calls: z.number(),
  maxCalls: z.number(),
});

/** Which statements each route asked in the last 24 hours, the busiest first. */
export const readRouteUses = async (tx: Transaction): Promise<RouteUse[]> =>
  z.array(rowSchema).parse(await tx.rows(uses));
