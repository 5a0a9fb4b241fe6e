import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import { personalRead } from '@/lib/cache/personal-read';
import { isActivitySql } from '@/lib/progress/active-row';
import { addDays, type CalendarDay } from './calendar-day';
import type { CourseDay } from './course-days';
import { ownTags } from './own-tags';

/** Days of study in a row: `length` of them, the last on `last`. */
export type StudyRun = { last: CalendarDay; length: number };

export type Streak = {
  /** Days in a row up to today or, while today is not over, yesterday. */
  days: number;
  studiedToday: boolean;
  longest: number;
};

// A day less its number among the days of study is the same for all days of one run.
const runs = statement(
  'analytics.study-runs',
  `SELECT max(day) AS last, count(*)::int AS length
   FROM (SELECT day, day - row_number() OVER (ORDER BY day)::int AS run
     FROM (SELECT DISTINCT a.day FROM activity_days a WHERE a.user_id = $1 AND ${isActivitySql('a')}) d) r
   GROUP BY run ORDER BY 1 DESC`,
);

/** The viewer's runs of days with study in any course, newest first. Days are those of each course's institution. */
export const getStudyRuns = personalRead(
  'analytics',
  'analytics.study-runs',
  (viewer) => asViewer(viewer, (tx) => tx.rows<StudyRun>(runs, [viewer.userId])),
  (viewer) => ownTags(viewer),
);

/** The runs of days with study in one course, newest first, from its days, oldest first. */
export function runsOf(days: readonly CourseDay[]): StudyRun[] {
  const runs: StudyRun[] = [];
  for (const { day, seconds, interactions } of days) {
    if (seconds + interactions === 0) continue;
    const [newest] = runs;
    if (newest && addDays(newest.last, 1) === day) runs[0] = { last: day, length: newest.length + 1 };
    else runs.unshift({ last: day, length: 1 });
  }
  return runs;
}

/**
 * What the runs come to on a day. Today counts for the student but not yet against: a run that ended yesterday
 * is still going.
 */
export function streakOn(today: CalendarDay, studyRuns: readonly StudyRun[]): Streak {
  const newest = studyRuns[0];
  const isGoing = newest !== undefined && newest.last >= addDays(today, -1);
  return {
    days: isGoing ? newest.length : 0,
    studiedToday: newest !== undefined && newest.last >= today,
    longest: Math.max(0, ...studyRuns.map(({ length }) => length)),
  };
}
