import { parse } from '@/lib/access/action';
import { pathId } from '@/lib/access/ids';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getClassActivity } from '@/lib/classes/activity';
import { activityQuery } from '@/lib/classes/schema';

export const GET = route(async (request, { params }: RouteContext<'/api/v1/courses/[id]/class/activity'>) => {
  const viewer = await signedIn();
  const courseId = pathId((await params).id);
  return personal(await getClassActivity(viewer, courseId, parse(activityQuery, query(request))));
});
