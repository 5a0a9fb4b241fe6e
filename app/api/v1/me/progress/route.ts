import { z } from 'zod';
import { parse } from '@/lib/access/action';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getNextSteps } from '@/lib/analytics/next-step';
import { insights, recommend } from '@/lib/analytics/recommendations';
import { getStudentProgress } from '@/lib/analytics/student-progress';

const parameters = z.strictObject({ courseId: z.guid('is not the id of a course').optional() });

export const GET = route(async (request) => {
  const viewer = await signedIn();
  const { courseId } = parse(parameters, query(request));
  const [courses, next] = await Promise.all([getStudentProgress(viewer, courseId), getNextSteps(viewer)]);
  return personal({
    analytics: courses,
    recommendations: recommend(courses, next, new Date()),
    insights: insights(courses),
  });
});
