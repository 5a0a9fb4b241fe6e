import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getLessonFunnel } from '@/lib/classes/lessons';

export const GET = route(async (_request, { params }: RouteContext<'/api/v1/courses/[id]/class/lessons'>) => {
  const items = await getLessonFunnel(await signedIn(), pathId((await params).id));
  return personal({ items });
});
