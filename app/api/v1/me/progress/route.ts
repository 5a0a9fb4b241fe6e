import { z } from 'zod';
import { parse } from '@/lib/access/action';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { timeZoneOf } from '@/lib/access/time-zone';
import { localDay } from '@/lib/analytics/calendar-day';
import { overallOf } from '@/lib/analytics/overall';
import { getRecommendations } from '@/lib/analytics/own-recommendations';
import { insights } from '@/lib/analytics/recommendations';
import { getStudyRuns, streakOn } from '@/lib/analytics/streak';
import { getStudentProgress } from '@/lib/analytics/student-progress';

const parameters = z.strictObject({ courseId: z.guid('is not the id of a course').toLowerCase().optional() });

export const GET = route(async (request) => {
  const viewer = await signedIn();
  const { courseId } = parse(parameters, query(request));
  const now = new Date();
  const [courses, recommendations, runs, timeZone] = await Promise.all([
    getStudentProgress(viewer, courseId, now),
    getRecommendations(viewer, now, courseId),
    getStudyRuns(viewer),
    timeZoneOf(viewer),
  ]);
  return personal({
    asOf: now.toISOString(),
    analytics: courses,
    overall: overallOf(courses),
    recommendations,
    insights: insights(courses),
    streak: streakOn(localDay(now, timeZone), runs),
  });
});
