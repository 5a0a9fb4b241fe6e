import type { Viewer } from '@/lib/access/viewer';
import { type CalendarDay, earlierOf, laterOf, localDay } from './calendar-day';
import { getOwnDays, type OwnDay } from './course-days';
import { forecastOf } from './course-outlook';
import { forecastOverall, type OverallForecast } from './overall-forecast';
import { lastDayOf, plannedTogether } from './plan';
import { type LinePoint, progressLine } from './progress-line';
import { type ActivityDay, mergeDays, recentDays } from './recent-days';
import { productRules, type Rules } from './rules/rules';
import { type CourseProgress, getOwnRules } from './student-progress';

export type OverallOutlook = {
  /** The latest of the courses' own days, so that everything until now is in it. */
  today: CalendarDay;
  /** Required sections of all current courses, finished and planned. */
  line: LinePoint[];
  /** Percent that the plans want done by today; null where a course has no plan. */
  plannedToday: number | null;
  forecast: OverallForecast;
  /** Four weeks up to the student's own today, in every course; courses that were left count too. */
  recentDays: ActivityDay[];
};

/**
 * How all current courses went by day, and how they will go on.
 *
 * @param courses at least one
 * @param ownToday where the student is at home
 */
export async function getOverallOutlook(
  viewer: Viewer,
  courses: readonly CourseProgress[],
  now: Date,
  ownToday: CalendarDay,
): Promise<OverallOutlook> {
  const [days, rules] = await Promise.all([getOwnDays(viewer), getOwnRules(viewer)]);
  return overallOutlookOf({ courses, days, rules, now, ownToday });
}

type Given = {
  courses: readonly CourseProgress[];
  days: readonly OwnDay[];
  rules: ReadonlyMap<string, Rules>;
  now: Date;
  ownToday: CalendarDay;
};

/** The overview is the page that students open most: its picture and table are kept short. */
const mostPoints = 40;

/** The same from what was read. Pure. */
export function overallOutlookOf({ courses, days, rules, now, ownToday }: Given): OverallOutlook {
  const daysOf = (course: CourseProgress) => days.filter(({ courseId }) => courseId === course.courseId);
  const today = courses.map(({ timeZone }) => localDay(now, timeZone)).reduce(laterOf, ownToday);
  const plan = plannedTogether(courses);
  return {
    today,
    plannedToday: plan?.by(today) ?? null,
    line: progressLine({
      enrolledOn: courses.map(({ enrolledAt, timeZone }) => localDay(enrolledAt, timeZone)).reduce(earlierOf),
      today,
      sectionsRequired: courses.reduce((sum, { sectionsRequired }) => sum + sectionsRequired, 0),
      days: mergeDays(courses.flatMap(daysOf)),
      plan,
      mostPoints,
    }),
    forecast: forecastOverall(
      courses
        .filter(({ status }) => status === 'ACTIVE')
        .map((course) => ({
          courseId: course.courseId,
          title: course.title,
          endsOn: lastDayOf(course.plan),
          forecast: forecastOf(course, daysOf(course), rules.get(course.courseId) ?? productRules, now),
        })),
    ),
    recentDays: recentDays(mergeDays(days), ownToday),
  };
}
