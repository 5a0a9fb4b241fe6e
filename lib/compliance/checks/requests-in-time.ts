import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted } from '@/lib/format';
import { inspectionClock, inspectionDays } from '@/lib/records/inspection/clock';
import type { Check, Finding } from '../check';

/** Days of the institution, YYYY-MM-DD. */
export type Inspections = {
  open: number;
  oldest: string | null;
  /** Answered after their last day, and that within the last `remembered` days. */
  late: number;
  today: string;
};

/** Days for which a late answer is spoken of: a term is time to find out why. */
const remembered = 90;

const inspections = statement(
  'compliance.inspections',
  `SELECT (count(r.id) FILTER (WHERE r.answered_at IS NULL))::int AS open,
     min(r.requested_on) FILTER (WHERE r.answered_at IS NULL) AS oldest,
     (count(r.id) FILTER (WHERE (r.answered_at AT TIME ZONE i.time_zone)::date > r.requested_on + ${inspectionDays}
       AND r.answered_at > now() - interval '${remembered} days'))::int AS late,
     (now() AT TIME ZONE i.time_zone)::date AS today
   FROM institutions i LEFT JOIN inspection_requests r ON r.institution_id = i.id AND r.withdrawn_at IS NULL
   WHERE i.id = $1 GROUP BY i.id`,
);

/** Days before the last one from which on it is said that time runs out. */
const soon = 10;

export function judgeInspections({ open, oldest, late, today }: Inspections): Finding {
  const clock = oldest === null ? null : inspectionClock(oldest, null, today);
  const evidence = [
    { what: 'Requests to see a record, not answered', value: String(open) },
    { what: 'The oldest is due on', value: clock?.dueOn ?? 'none is open' },
    { what: `Answered late in the last ${remembered} days`, value: String(late) },
  ];
  if (clock?.state === 'OVERDUE')
    return {
      state: 'critical',
      summary: `A request was due on ${clock.dueOn} and is not answered.`,
      evidence,
    };
  if (clock && clock.day >= inspectionDays - soon)
    return { state: 'warning', summary: `A request has to be answered by ${clock.dueOn}.`, evidence };
  if (late > 0)
    return {
      state: 'warning',
      summary: `${counted(late, 'request was', 'requests were')} answered after the last day.`,
      evidence,
    };
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
    const [found] = await tx.rows<Inspections>(inspections, [institutionId]);
    if (!found) throw new Error('The requests could not be counted.');
    return judgeInspections(found);
  },
};
