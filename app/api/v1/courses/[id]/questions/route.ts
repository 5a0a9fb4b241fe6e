import { parse } from '@/lib/access/action';
import { pathId } from '@/lib/access/ids';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getLessonQuestions } from '@/lib/assessment/lesson-questions';
import { lessonQuestionsQuery } from '@/lib/assessment/schema';

export const GET = route(async (request, { params }: RouteContext<'/api/v1/courses/[id]/questions'>) => {
  const viewer = await signedIn();
  const courseId = pathId((await params).id);
  const { lessonId } = parse(lessonQuestionsQuery, query(request));
  return personal({ items: await getLessonQuestions(viewer, courseId, lessonId) });
});
