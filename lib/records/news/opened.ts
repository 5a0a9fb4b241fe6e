import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Role } from '@/lib/access/viewer';
import { batchSize, tell, toBeTold } from '@/lib/notifications/tell';

/** Days; what is older, from before there were these kinds or while no worker ran, is read where it is listed. */
const newsFor = 7;

const emergencies = statement(
  'notifications.emergencies',
  `WITH happened AS (
     SELECT id::text AS key, 'OPENED' AS what, student_id, accessor_id FROM emergency_accesses
     WHERE opened_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     UNION ALL
     SELECT id::text || ' reviewed', CASE WHEN justified THEN 'FOUND_JUSTIFIED' ELSE 'FOUND_UNJUSTIFIED' END, student_id, accessor_id
     FROM emergency_accesses WHERE reviewed_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz),
   concerned AS (
     SELECT h.key, h.what, h.student_id, h.student_id AS person, 'OWN' AS concern FROM happened h
     UNION ALL
     SELECT h.key, h.what, h.student_id, g.guardian_id, 'CHILD' FROM happened h
     JOIN guardianships g ON g.student_id = h.student_id AND g.ended_at IS NULL
     JOIN institutions i ON i.id = g.institution_id LEFT JOIN rights_facts f ON f.user_id = g.student_id
     WHERE rests_with_guardian(f.birth_date, f.postsecondary_since, ($1::timestamptz AT TIME ZONE i.time_zone)::date)
     UNION ALL
     SELECT h.key || ' accessor', h.what, h.student_id, h.accessor_id, 'ACCESSOR' FROM happened h WHERE h.what <> 'OPENED')
   SELECT c.person AS "userId", c.key, c.what, c.concern, c.student_id AS "studentId", u.role FROM concerned c
   JOIN users u ON u.id = c.person AND u.deleted_at IS NULL
   WHERE ${toBeTold('RECORD_OPENED', 'c.person', 'c.key')} LIMIT $3`,
);

type Emergency = {
  userId: string;
  key: string;
  what: 'OPENED' | 'FOUND_JUSTIFIED' | 'FOUND_UNJUSTIFIED';
  concern: 'OWN' | 'CHILD' | 'ACCESSOR';
  studentId: string;
  role: Role;
};

const found = { FOUND_JUSTIFIED: 'an', FOUND_UNJUSTIFIED: 'no' } as const;
const whose = {
  OWN: 'your record was',
  CHILD: 'your child’s record was',
  ACCESSOR: 'you opened a record',
} as const;

function placeOf({ concern, studentId, role }: Emergency): string {
  if (concern === 'ACCESSOR') return role === 'ADMIN' ? '/admin/records/emergencies' : '/teach';
  return concern === 'CHILD' ? `/guardian/${studentId}` : '/dashboard/privacy';
}

function titleOf({ what, concern }: Emergency): string {
  if (what === 'OPENED')
    return `${concern === 'CHILD' ? 'Your child’s' : 'Your'} record was opened in a health or safety emergency`;
  const opening = concern === 'ACCESSOR' ? whose.ACCESSOR : `${whose[concern]} opened`;
  return `A review found that there was ${found[what]} emergency when ${opening}`;
}

/**
 * Tells students, and guardians who hold the rights, a batch of them, that a record was opened in an emergency and what the
 * review of that found; by whom and why stands in the list of who looked. What a review found is told to whoever opened it as well. Returns
 * how many were told.
 */
export async function tellEmergencies(tx: Transaction, now: Date): Promise<number> {
  const rows = await tx.rows<Emergency>(emergencies, [now.toISOString(), newsFor, batchSize]);
  const facts = rows.map((emergency) => ({
    userId: emergency.userId,
    courseId: null,
    title: titleOf(emergency),
    body:
      emergency.concern === 'ACCESSOR'
        ? 'Ask an administrator if you want to know more. The student is told as well.'
        : 'The list of who looked says who it was and what was stated.',
    href: placeOf(emergency),
    subjectKey: emergency.key,
  }));
  return tell(tx, 'RECORD_OPENED', facts, now);
}

const toReview = statement(
  'notifications.emergencies-to-review',
  `SELECT u.id AS "userId", e.id::text AS key FROM emergency_accesses e
   JOIN users u ON u.institution_id = e.institution_id AND u.role = 'ADMIN' AND u.disabled_at IS NULL AND u.deleted_at IS NULL
   WHERE e.reviewed_at IS NULL AND e.opened_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
     AND u.id <> e.accessor_id AND u.id <> e.student_id
     AND ${toBeTold('EMERGENCY_REVIEW', 'u.id', 'e.id::text')} LIMIT $3`,
);

/** Tells administrators, a batch of them, at once of each record that somebody else opened in an emergency. Names nobody. */
export async function tellReviewers(tx: Transaction, now: Date): Promise<number> {
  const rows = await tx.rows<{ userId: string; key: string }>(toReview, [
    now.toISOString(),
    newsFor,
    batchSize,
  ]);
  const facts = rows.map(({ userId, key }) => ({
    userId,
    courseId: null,
    title: 'A record was opened in a health or safety emergency',
    body: 'Another administrator than the one who opened it reviews whether there was one.',
    href: '/admin/records/emergencies',
    subjectKey: key,
  }));
  return tell(tx, 'EMERGENCY_REVIEW', facts, now);
}

const consents = statement(
  'notifications.consents',
  `WITH happened AS (
     SELECT id, id::text AS key, true AS is_given FROM consents
     WHERE created_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz
       AND revoked_at IS NULL AND consent_counts(id)
     UNION ALL
     SELECT id, id::text || ' revoked', false FROM consents
     WHERE revoked_at BETWEEN $1::timestamptz - make_interval(days => $2) AND $1::timestamptz AND EXISTS (
       SELECT FROM consent_parties p JOIN notifications told ON told.user_id = p.account_id AND told.kind = 'CONSENT'
         AND told.subject_key = consents.id::text
       WHERE p.consent_id = consents.id))
   SELECT u.id AS "userId", h.key, h.is_given AS "isGiven" FROM happened h
   JOIN consent_parties p ON p.consent_id = h.id JOIN users u ON u.id = p.account_id AND u.deleted_at IS NULL
   WHERE ${toBeTold('CONSENT', 'u.id', 'h.key')} LIMIT $3`,
);

/** Tells those to whom records were opened by consent, a batch of them, and that one was taken back of which they were told. Names nobody. */
export async function tellConsents(tx: Transaction, now: Date): Promise<number> {
  type Happened = { userId: string; key: string; isGiven: boolean };
  const rows = await tx.rows<Happened>(consents, [now.toISOString(), newsFor, batchSize]);
  const facts = rows.map(({ userId, key, isGiven }) => ({
    userId,
    courseId: null,
    title: isGiven
      ? 'Somebody consented to your seeing a record'
      : 'A consent to your seeing a record was taken back',
    body: isGiven
      ? 'Whose it is, for what and until when stands with the records that you may see.'
      : 'The record is not open to you by that consent any more.',
    href: '/consented',
    subjectKey: key,
  }));
  return tell(tx, 'CONSENT', facts, now);
}
