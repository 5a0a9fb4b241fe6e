import { addDays, daysAsWords } from '@/lib/days';
import { date } from '@/lib/format';
import { keptDaysSql } from '../retention/kept-days';
import { keptForNow } from './schema';

/** What an erasure depends on; days are the institution's. */
export type ErasureFacts = {
  /** Whoever asked holds the rights in the record now, or it was erased before and nobody asks again. */
  isAskedByHolder: boolean;
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

/** SQL columns of `ErasureFacts`, but for who asked, about the student with the id that `student` gives, at institution `i`. */
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

/** A guardian whose child has come of age, or who is none any more; a student under 18 (34 CFR 99.5, 99.4). */
const notTheirs =
  'Whoever asked does not hold the rights in this record now. Whoever does can ask for it again.';

/**
 * Why a record may not be erased now, in words for the student, a guardian and the administrator (GDPR 17(3), 34 CFR 99.10(e)); null:
 * it may. All reasons come first, then what would be enough for the record to be erased. A hold is never named, and not hinted at
 * where there is another reason: it may be about a case that the student must not learn of here.
 */
export function erasureObstacle({
  isAskedByHolder,
  isProtected,
  hasOpenRequest,
  isEnrolled,
  isInstructor,
  lastActiveOn,
  keptDays,
  today,
}: ErasureFacts): string | null {
  if (!isAskedByHolder) return notTheirs;
  const keptUntil = lastActiveOn === null ? null : addDays(lastActiveOn, keptDays);
  const isKept = keptUntil !== null && keptUntil >= today;
  const removable = [
    hasOpenRequest && {
      reason:
        'A request to see or correct the record is not closed: it waits for an answer, or one that was refused can still go to a hearing or get a statement.',
      remedy: 'take that request back or let it rest',
    },
    isEnrolled && {
      reason: 'The student is enrolled in a course that goes on: it needs the record.',
      remedy: 'leave the course',
    },
    isInstructor && {
      reason: 'A course is taught here under this name.',
      remedy: 'let somebody else take over the course that is taught',
    },
  ].filter((obstacle) => obstacle !== false);
  const reasons = removable.map(({ reason }) => reason);
  if (isKept)
    return [
      `Proof of studies has to be kept for ${daysAsWords(keptDays)} after the last activity: here until ${dayInWords(keptUntil)}.`,
      ...reasons,
      `It can be asked for again after ${dayInWords(keptUntil)}.`,
    ].join(' ');
  if (removable.length > 0)
    return [...reasons, `Before asking again, ${all.format(removable.map(({ remedy }) => remedy))}.`].join(
      ' ',
    );
  return isProtected ? keptForNow : null;
}

const all = new Intl.ListFormat('en-GB');

const dayInWords = (day: string): string => date(`${day}T00:00:00Z`, 'UTC');
