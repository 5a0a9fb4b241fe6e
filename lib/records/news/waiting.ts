import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted, date } from '@/lib/format';
import { digestMinute } from '@/lib/notifications/email-due';
import { batchSize, tell, toBeTold } from '@/lib/notifications/tell';
import { inspectionDays } from '../inspection/clock';

/** Days; what has waited for longer without being told is seen on the pages. */
const newsFor = 7;
/** Days before the last day for an answer from which on it is told every day. */
const nearDays = 7;
/** Minutes. */
const hour = 60;

/** By administrator, but of nothing that is somebody else's to decide: told an hour before the daily e-mail goes out, where a request is new to that person or an answer is due soon; of emergencies each is told at once. */
const waiting = statement(
  'notifications.records-waiting',
  `WITH entries AS (
     SELECT institution_id, requested_at AS since, requested_on + $3::int AS due, false AS is_emergency, ARRAY[student_id, requested_by] AS barred
     FROM inspection_requests WHERE answered_at IS NULL AND withdrawn_at IS NULL
     UNION ALL
     SELECT institution_id, coalesce(hearing_requested_at, requested_at), NULL, false, ARRAY[student_id, requested_by, decided_by]
     FROM amendment_requests WHERE state IN ('REQUESTED', 'HEARING_REQUESTED')
     UNION ALL
     SELECT institution_id, requested_at, NULL, false, ARRAY[student_id, requested_by, recorded_by] FROM erasure_requests WHERE state = 'REQUESTED'
     UNION ALL
     SELECT institution_id, opened_at, NULL, true, ARRAY[student_id, accessor_id] FROM emergency_accesses WHERE reviewed_at IS NULL)
   SELECT u.id AS "userId", today.day::text, min(e.due)::text AS due, min(e.due) - today.day AS "daysLeft",
     count(*) FILTER (WHERE NOT e.is_emergency)::int AS requests, count(*) FILTER (WHERE e.is_emergency)::int AS emergencies
   FROM entries e JOIN institutions i ON i.id = e.institution_id
   JOIN users u ON u.institution_id = e.institution_id AND u.role = 'ADMIN' AND u.disabled_at IS NULL AND u.deleted_at IS NULL
   CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE i.time_zone)::date AS day,
     extract(hour FROM $1::timestamptz AT TIME ZONE i.time_zone) * 60 AS minute) today
   CROSS JOIN LATERAL (SELECT coalesce(max(n.created_at), $1::timestamptz - make_interval(days => $2)) AS told
     FROM notifications n WHERE n.user_id = u.id AND n.kind = 'RECORDS_WAITING') last
   WHERE array_position(e.barred, u.id) IS NULL AND e.since <= $1 AND today.minute >= $5
     AND ${toBeTold('RECORDS_WAITING', 'u.id', 'today.day::text')}
   GROUP BY u.id, today.day
   HAVING bool_or(e.since > last.told AND NOT e.is_emergency) OR min(e.due) <= today.day + $4::int
   LIMIT $6`,
);

type Waiting = {
  userId: string;
  day: string;
  due: string | null;
  daysLeft: number | null;
  requests: number;
  emergencies: number;
};

function deadline({ due, daysLeft }: Waiting): string {
  if (due === null || daysLeft === null) return 'They are on the pages about records.';
  if (daysLeft < 0) return `The answer to one was due on ${date(due, 'UTC')}.`;
  if (daysLeft === 0) return 'The answer to one is due today.';
  return `The first answer is due on ${date(due, 'UTC')}, in ${counted(daysLeft, 'day')}.`;
}

/** Tells administrators, a batch of them, once a day what waits for a decision or a review. Names no student. */
export async function tellRecordsWaiting(tx: Transaction, now: Date): Promise<number> {
  const values = [now.toISOString(), newsFor, inspectionDays, nearDays, digestMinute - hour, batchSize];
  const rows = await tx.rows<Waiting>(waiting, values);
  const facts = rows.map((found) => {
    const { requests, emergencies } = found;
    const parts = [
      ...(requests > 0 ? [`${counted(requests, 'request')} about records`] : []),
      ...(emergencies > 0 ? [counted(emergencies, 'look in an emergency', 'looks in emergencies')] : []),
    ];
    return {
      userId: found.userId,
      courseId: null,
      title: `${parts.join(' and ')} ${requests + emergencies === 1 ? 'waits' : 'wait'} for you`,
      body: deadline(found),
      href: requests > 0 ? '/admin/records/requests' : '/admin/records/emergencies',
      subjectKey: found.day,
    };
  });
  return tell(tx, 'RECORDS_WAITING', facts, now);
}
