import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { batchSize, tell, toBeTold } from '@/lib/notifications/tell';

/** Days; what was decided earlier, before there was this kind or while no worker ran, is read where the request is. */
const newsFor = 7;

const decided = statement(
  'notifications.record-decisions',
  `WITH decided AS (
     SELECT id::text AS key, 'INSPECTION' AS what, student_id, requested_by FROM inspection_requests
     WHERE answered_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     UNION ALL
     SELECT id::text, 'AMENDMENT', student_id, requested_by FROM amendment_requests
     WHERE decided_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     UNION ALL
     SELECT id::text || ' heard', 'HEARING', student_id, requested_by FROM amendment_requests
     WHERE heard_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     UNION ALL
     SELECT id::text || ' set ' || extract(epoch FROM hearing_set_at), 'HEARING_SET', student_id, requested_by FROM amendment_requests
     WHERE state = 'HEARING_REQUESTED' AND hearing_set_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     UNION ALL
     SELECT id::text, 'ERASURE', student_id, requested_by FROM erasure_requests
     WHERE state = 'REFUSED' AND decided_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz)
   SELECT p.id AS "userId", d.key, d.what, nullif(d.student_id, p.id) AS "childId"
   FROM decided d CROSS JOIN LATERAL (
     SELECT d.student_id AS id UNION SELECT guardian_id FROM guardianships WHERE student_id = d.student_id AND ended_at IS NULL) p
   WHERE holds_rights(p.id, d.student_id) AND (p.id = d.requested_by OR NOT holds_rights(d.requested_by, d.student_id))
     AND ${toBeTold('RECORD_DECISION', 'p.id', 'd.key')}
   LIMIT $3`,
);

type Decided = {
  userId: string;
  key: string;
  what: 'INSPECTION' | 'AMENDMENT' | 'HEARING_SET' | 'HEARING' | 'ERASURE';
  /** Whose record it is, where it is not the addressee's own. */
  childId: string | null;
};

const titles: Record<Decided['what'], (whose: string) => string> = {
  INSPECTION: (whose) => `Your request to see ${whose} was answered`,
  AMENDMENT: (whose) => `Your request to have ${whose} corrected was decided`,
  HEARING_SET: (whose) => `The hearing about ${whose} has a day and a place`,
  HEARING: (whose) => `There is a decision after the hearing about ${whose}`,
  ERASURE: (whose) => `Your request to have ${whose} erased was decided`,
};

/**
 * Tells whoever asked for something about an education record, a batch of them, that it was decided; or whoever holds the rights in
 * it now, where that is somebody else; what was decided stands
 * with the request alone. Returns how many were told.
 */
export async function tellRecordDecisions(tx: Transaction, now: Date): Promise<number> {
  const rows = await tx.rows<Decided>(decided, [now.toISOString(), newsFor, batchSize]);
  const facts = rows.map(({ userId, key, what, childId }) => ({
    userId,
    courseId: null,
    title: titles[what](childId ? 'your child’s record' : 'your record'),
    body:
      what === 'HEARING_SET'
        ? 'Day, time and place stand with the request. You may bring evidence, and be helped by anybody.'
        : 'The answer, and what you can do next, stand with the request.',
    href: childId ? `/guardian/${childId}/requests` : '/dashboard/privacy/requests',
    subjectKey: key,
  }));
  return tell(tx, 'RECORD_DECISION', facts, now);
}
