import type { Viewer } from '@/lib/access/viewer';
import type { ActivityDay } from './activity';
import { addDays, type CalendarDay, localDay } from './calendar-day';
import { type CourseDay, getCourseDays } from './course-days';
import { type Forecast, forecastFinish } from './forecast';
import { type LinePoint, progressLine } from './progress-line';
import { productRules } from './rules/rules';
import { type CourseProgress, getOwnRules } from './student-progress';

export type CourseOutlook = {
  /** In the time zone of the course's institution. */
  today: CalendarDay;
  line: LinePoint[];
  forecast: Forecast;
  /** The last four weeks, days without activity as zero. */
  recentDays: ActivityDay[];
};

const recent = 28;

/** How a course went by day, and how it will go on. */
export async function getCourseOutlook(
  viewer: Viewer,
  course: CourseProgress,
  now: Date,
): Promise<CourseOutlook> {
  const [days, rules] = await Promise.all([
    getCourseDays(viewer, course.courseId),
    getOwnRules(viewer, course.courseId),
  ]);
  return outlookOf(course, days, rules.get(course.courseId) ?? productRules, now);
}

/** The same from what was read. Pure. */
export function outlookOf(
  course: CourseProgress,
  days: readonly CourseDay[],
  rules: Parameters<typeof forecastFinish>[1],
  now: Date,
): CourseOutlook {
  const { timeZone, sectionsRequired, sectionsCompleted, plan } = course;
  const today = localDay(now, timeZone);
  const enrolledOn = localDay(course.enrolledAt, timeZone);
  const remaining = sectionsRequired - sectionsCompleted;
  return {
    today,
    line: progressLine({ enrolledOn, today, sectionsRequired, days, plan }),
    forecast: forecastFinish({ today, startedOn: days[0]?.day ?? null, days, remaining }, rules),
    recentDays: recentDays(days, today),
  };
}

function recentDays(days: readonly CourseDay[], today: CalendarDay): ActivityDay[] {
  const known = new Map(days.map((each) => [each.day, each]));
  return Array.from({ length: recent }, (_, n) => {
    const day = addDays(today, n + 1 - recent);
    const { seconds = 0, interactions = 0 } = known.get(day) ?? {};
    return { day, seconds, interactions };
  });
}
