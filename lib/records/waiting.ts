import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { inspectionDays } from './inspection/clock';

/** How much waits for an administrator of the institution to decide; nobody is named. `overdue`: requests past their 45 days. */
export type Waiting = { requests: number; overdue: number; emergencies: number };

const waiting = statement(
  'records.waiting',
  `SELECT (
       (SELECT count(*) FROM inspection_requests WHERE institution_id = $1 AND answered_at IS NULL AND withdrawn_at IS NULL)
       + (SELECT count(*) FROM amendment_requests WHERE institution_id = $1 AND state IN ('REQUESTED', 'HEARING_REQUESTED'))
       + (SELECT count(*) FROM erasure_requests WHERE institution_id = $1 AND state = 'REQUESTED'))::int AS requests,
     (SELECT count(*) FROM inspection_requests r JOIN institutions i ON i.id = r.institution_id
      WHERE r.institution_id = $1 AND r.answered_at IS NULL AND r.withdrawn_at IS NULL
        AND r.requested_on + ${inspectionDays} < (now() AT TIME ZONE i.time_zone)::date)::int AS overdue,
     (SELECT count(*) FROM emergency_accesses WHERE institution_id = $1 AND reviewed_at IS NULL)::int AS emergencies`,
);

/** Requests of students without a decision, and records opened in emergencies without a review. */
export const getWaiting = (viewer: Viewer): Promise<Waiting> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const [counts] = await tx.rows<Waiting>(waiting, [institutionId]);
    return counts ?? { requests: 0, overdue: 0, emergencies: 0 };
  });
