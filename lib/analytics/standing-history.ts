import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import type { CalendarDay } from './calendar-day';
import { ownTags } from './own-tags';
import type { Confidence, LearningStatus, LearningStyle } from './standing';

export type RecordedStanding = {
  day: CalendarDay;
  status: LearningStatus | null;
  statusConfidence: Confidence | null;
  style: LearningStyle | null;
  rulesVersion: number;
};

const history = statement(
  'analytics.standing-history',
  `SELECT day, status, status_confidence AS "statusConfidence", style, rules_version AS "rulesVersion"
   FROM standings WHERE user_id = $1 AND course_id = $2 ORDER BY day DESC LIMIT 400`,
);

/** The recorded standings of a student in a course, newest first; a year at most. Who may ask is the caller's to check. */
export const readStandingHistory = (
  tx: Transaction,
  studentId: string,
  courseId: string,
): Promise<RecordedStanding[]> => tx.rows<RecordedStanding>(history, [studentId, courseId]);

const cachedHistory = personalRead(
  'analytics',
  'analytics.standing-history',
  (viewer, courseId: string) => asViewer(viewer, (tx) => readStandingHistory(tx, viewer.userId, courseId)),
  (viewer) => ownTags(viewer),
);

/** The viewer's recorded standings in a course, newest first; a year at most. */
export const getStandingHistory = (viewer: Viewer, courseId: string): Promise<RecordedStanding[]> =>
  cachedHistory(viewer, courseId);

/** A time in which the status stayed the same: from its first record to the day before the next, or until now. */
export type StatusSpan = { status: LearningStatus | null; from: CalendarDay; confidence: Confidence | null };

/** The changes of status, newest first. */
export function statusSpans(newestFirst: readonly RecordedStanding[]): StatusSpan[] {
  const spans: StatusSpan[] = [];
  for (const { day, status, statusConfidence } of newestFirst.toReversed()) {
    if (spans.length > 0 && spans.at(-1)?.status === status) continue;
    spans.push({ status, from: day, confidence: statusConfidence });
  }
  return spans.reverse();
}
