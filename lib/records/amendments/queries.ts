import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { queueSize } from '../queues';
import type { Amendment, ContestableCourse, QueuedAmendment } from './schema';

const columns = `a.id, a.student_id AS "studentId", coalesce(u.display_name, '') AS "studentName",
  a.requested_by AS "requestedBy", a.recorded_by AS "recordedBy", a.recorder_name AS "recorderName",
  a.requested_at AS "requestedAt", CASE WHEN a.requested_by <> a.student_id THEN asker.display_name END AS "guardianName", a.received_on AS "receivedOn", a.state, a.contested, a.level, c.title AS "courseTitle", a.wanted, a.reason,
  a.decided_by AS "decidedBy", a.decider_name AS "deciderName", a.decided_at AS "decidedAt", a.decision,
  a.hearing_requested_at AS "hearingRequestedAt", a.hearing_at AS "hearingAt", a.hearing_place AS "hearingPlace", coalesce(a.hearing_at <= now(), false) AS "hearingHasBegun", a.hearer_name AS "hearerName", a.heard_at AS "heardAt",
  a.hearing_decision AS "hearingDecision", s.statement`;
const from = `FROM amendment_requests a LEFT JOIN users u ON u.id = a.student_id LEFT JOIN record_statements s ON s.amendment_id = a.id
  LEFT JOIN courses c ON c.id = a.course_id LEFT JOIN users asker ON asker.id = a.requested_by`;

const own = statement(
  'records.own-amendments',
  `SELECT ${columns} ${from} WHERE a.student_id = $1 ORDER BY a.requested_at DESC, a.id LIMIT 100`,
);
const queue = statement(
  'records.amendments',
  `SELECT ${columns}, EXISTS (
       SELECT FROM enrollments e JOIN courses taught ON taught.id = e.course_id
       WHERE e.user_id = a.student_id AND taught.instructor_id = $2)
     OR EXISTS (SELECT FROM guardianships g WHERE g.student_id = a.student_id AND g.guardian_id = $2) AS "hasTies"
   ${from} WHERE a.institution_id = $1 AND (a.state <> 'WITHDRAWN' OR a.decided_at IS NOT NULL)
   ORDER BY a.state NOT IN ('REQUESTED', 'HEARING_REQUESTED'),
     CASE WHEN a.state IN ('REQUESTED', 'HEARING_REQUESTED') THEN a.requested_at END, coalesce(a.heard_at, a.decided_at) DESC, a.id LIMIT ${queueSize}`,
);

/** Requests to amend a student's record, newest first, as far as row security shows them. */
export const readAmendments = (tx: Transaction, studentId: string): Promise<Amendment[]> =>
  tx.rows<Amendment>(own, [studentId]);

/** The viewer's requests to amend the own record, newest first. */
export const getOwnAmendments = (viewer: Viewer): Promise<Amendment[]> =>
  asViewer(viewer, (tx) => readAmendments(tx, viewer.userId));

/**
 * Requests at an institution as an administrator of it finds them: first those that wait for a decision or a hearing, the oldest
 * first. The caller audits the look.
 */
export const readAmendmentQueue = (
  tx: Transaction,
  institutionId: string,
  viewerId: string,
): Promise<QueuedAmendment[]> => tx.rows<QueuedAmendment>(queue, [institutionId, viewerId]);

const contestable = statement(
  'records.contestable-courses',
  'SELECT id, title FROM contestable_courses($1) ORDER BY title, id LIMIT 500',
);

/** The courses of a student, for whoever holds the rights in the record or enters letters; for others none. */
export const readContestableCourses = (tx: Transaction, studentId: string): Promise<ContestableCourse[]> =>
  tx.rows<ContestableCourse>(contestable, [studentId]);

/** The viewer's own courses, past ones too. */
export const getContestableCourses = (viewer: Viewer): Promise<ContestableCourse[]> =>
  asViewer(viewer, (tx) => readContestableCourses(tx, viewer.userId));
