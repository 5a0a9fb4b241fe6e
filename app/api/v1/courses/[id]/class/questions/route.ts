import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { leastStudents } from '@/lib/assessment/analysis';
import { getClassQuestions } from '@/lib/assessment/class-questions';

export const GET = route(
  async (_request, { params }: RouteContext<'/api/v1/courses/[id]/class/questions'>) => {
    const { questions, asOf } = await getClassQuestions(await signedIn(), pathId((await params).id));
    return personal({ asOf: asOf ?? new Date().toISOString(), leastStudents, items: questions });
  },
);
