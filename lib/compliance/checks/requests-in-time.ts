import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted } from '@/lib/format';
import { inspectionClock, inspectionDays } from '@/lib/records/inspection/clock';
import type { Check, Finding } from '../check';

/** Days of the institution, YYYY-MM-DD. */
export type InspectionsOpen = { open: number; oldest: string | null; today: string };

const openInspections = statement(
  'compliance.open-inspections',
  `SELECT count(r.id)::int AS open, min(r.requested_on) AS oldest, (now() AT TIME ZONE i.time_zone)::date AS today
   FROM institutions i LEFT JOIN inspection_requests r ON r.institution_id = i.id AND r.answered_at IS NULL AND r.withdrawn_at IS NULL
   WHERE i.id = $1 GROUP BY i.id`,
);

/** Days before the last one from which on it is said that time runs out. */
const soon = 10;

export function judgeInspections({ open, oldest, today }: InspectionsOpen): Finding {
  const clock = oldest === null ? null : inspectionClock(oldest, null, today);
  const evidence = [
    { what: 'Requests to see a record, not answered', value: String(open) },
    { what: 'The oldest is due on', value: clock?.dueOn ?? 'none is open' },
  ];
  if (clock?.state === 'OVERDUE')
    return {
      state: 'critical',
      summary: `A request was due on ${clock.dueOn} and is not answered.`,
      evidence,
    };
  if (clock && clock.day >= inspectionDays - soon)
    return { state: 'warning', summary: `A request has to be answered by ${clock.dueOn}.`, evidence };
  const summary =
    open === 0 ? 'None is open.' : `${counted(open, 'request is', 'requests are')} open, all in time.`;
  return { state: 'ok', summary, evidence };
}

export const requestsInTime: Check = {
  id: 'requests-in-time',
  title: 'Requests to see a record are answered in time',
  why: `The law gives an institution ${inspectionDays} days (34 CFR 99.10).`,
  remedy: 'Answer them under Records, Requests.',
  run: async (tx: Transaction, _now: string, institutionId: string) => {
    const [found] = await tx.rows<InspectionsOpen>(openInspections, [institutionId]);
    if (!found) throw new Error('The requests could not be counted.');
    return judgeInspections(found);
  },
};
