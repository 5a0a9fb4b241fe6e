import { pathId } from '@/lib/access/ids';
import { personalIfChanged, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getClassSummary } from '@/lib/classes/summary';

/** What an open class page asks again and again: the summary, or that nothing has changed. */
export const GET = route(async (request, { params }: RouteContext<'/api/v1/courses/[id]/class/pulse'>) => {
  const { summary } = await getClassSummary(await signedIn(), pathId((await params).id));
  return personalIfChanged(request, summary);
});
