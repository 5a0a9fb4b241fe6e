import { addDays, daysAsWords } from '@/lib/days';
import { date } from '@/lib/format';
import { keptDaysSql } from '../retention/kept-days';

/** What an erasure depends on; days are the institution's. */
export type ErasureFacts = {
  /** A request to inspect or amend the record, or a legal hold. */
  isProtected: boolean;
  /** It is a request, which the student knows of. */
  hasOpenRequest: boolean;
  /** A student now, in a course that goes on. */
  isEnrolled: boolean;
  /** Of a course that is not archived: the name stands beside it. */
  isInstructor: boolean;
  /** The last day with activity in any course; null: none. */
  lastActiveOn: string | null;
  /** For how many days after it the institution keeps proof of studies. */
  keptDays: number;
  today: string;
};

/** SQL columns of `ErasureFacts` about the student with the id that `student` gives, at institution `i`. */
export const erasureFactColumns = (student: string): string =>
  `is_protected(${student}) AS "isProtected", request_is_open(${student}) AS "hasOpenRequest", EXISTS (
     SELECT 1 FROM enrollments e JOIN users p ON p.id = e.user_id JOIN courses c ON c.id = e.course_id
     WHERE e.user_id = ${student} AND e.role = 'STUDENT' AND e.status = 'ACTIVE' AND p.role = 'STUDENT' AND p.deleted_at IS NULL
       AND c.status <> 'ARCHIVED' AND c.deleted_at IS NULL
       AND coalesce(c.ends_on >= (now() AT TIME ZONE i.time_zone)::date, true)) AS "isEnrolled",
   EXISTS (
     SELECT 1 FROM courses c WHERE c.instructor_id = ${student} AND c.status <> 'ARCHIVED' AND c.deleted_at IS NULL)
     AS "isInstructor",
   (SELECT (max(e.last_activity_at) AT TIME ZONE i.time_zone)::date FROM enrollments e WHERE e.user_id = ${student})
     AS "lastActiveOn", ${keptDaysSql('i.id', 'academicRecord')} AS "keptDays", (now() AT TIME ZONE i.time_zone)::date AS today`;

/**
 * Why a record may not be erased now, all of it, in words for the student (GDPR 17(3), 34 CFR 99.10(e)); null: it may. What to do
 * about a reason is said only where that would be enough. A hold is never named, and not hinted at where there is another reason: it
 * may be about a case that the student must not learn of here.
 */
export function erasureObstacle({
  isProtected,
  hasOpenRequest,
  isEnrolled,
  isInstructor,
  lastActiveOn,
  keptDays,
  today,
}: ErasureFacts): string | null {
  const keptUntil = lastActiveOn === null ? null : addDays(lastActiveOn, keptDays);
  const isKept = keptUntil !== null && keptUntil >= today;
  const removable = [
    hasOpenRequest && [
      'A request to see or correct the record is not closed: it waits for an answer, or a refused one can still go to a hearing.',
      'Take it back, or let it rest, and ask again.',
    ],
    isEnrolled && [
      'You are enrolled in a course: the record is needed to teach you.',
      'Leave your courses first.',
    ],
    isInstructor && [
      'You teach a course here, and your name stands beside it.',
      'Somebody else has to take it over first.',
    ],
  ].filter((reason) => reason !== false);
  const reasons = [
    ...(isKept
      ? [
          `Proof of your studies has to be kept for ${daysAsWords(keptDays)} after you were last active: until ${dayInWords(keptUntil)}. You can ask again afterwards.`,
        ]
      : []),
    ...removable.map(([reason, remedy]) => (isKept ? reason : `${reason} ${remedy}`)),
  ];
  if (reasons.length > 0) return reasons.join(' ');
  if (isProtected) return 'The record still has to be kept for now. You can ask again later.';
  return null;
}

const dayInWords = (day: string): string => date(`${day}T00:00:00Z`, 'UTC');
