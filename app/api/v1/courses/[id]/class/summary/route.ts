import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getClassSummary } from '@/lib/classes/summary';

export const GET = route(async (_request, { params }: RouteContext<'/api/v1/courses/[id]/class/summary'>) => {
  const { summary } = await getClassSummary(await signedIn(), pathId((await params).id));
  return personal(summary);
});
