import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { ownTags } from './own-tags';

export type ActivityDay = { day: string; seconds: number; interactions: number };

const days = statement(
  'analytics.activity-days',
  `SELECT d::date AS day, coalesce(a.seconds, 0)::int AS seconds, coalesce(a.interactions, 0)::int AS interactions
   FROM generate_series($2::date - ($3::int - 1), $2::date, interval '1 day') d
   LEFT JOIN (SELECT day, sum(seconds) AS seconds, sum(interactions) AS interactions FROM activity_days
     WHERE user_id = $1 AND day > $2::date - $3::int GROUP BY day) a ON a.day = d::date
   ORDER BY 1`,
);

const cachedDays = personalRead(
  'analytics',
  'analytics.activity-days',
  (viewer, today: string, count: number) =>
    asViewer(viewer, (tx) => tx.rows<ActivityDay>(days, [viewer.userId, today, count])),
  (viewer) => ownTags(viewer),
);

/** Time by day for the last `count` days up to and including `today` (YYYY-MM-DD), days without activity as zero. */
export const getActivityDays = (viewer: Viewer, today: string, count = 28): Promise<ActivityDay[]> =>
  cachedDays(viewer, today, count);
