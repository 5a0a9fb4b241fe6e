import { parse } from '@/lib/access/action';
import { pathId } from '@/lib/access/ids';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getAtRisk } from '@/lib/classes/risk/at-risk';
import { atRiskQuery } from '@/lib/classes/risk/schema';

export const GET = route(async (request, { params }: RouteContext<'/api/v1/courses/[id]/class/at-risk'>) => {
  const viewer = await signedIn();
  const courseId = pathId((await params).id);
  const { students, ...rest } = await getAtRisk(viewer, courseId, parse(atRiskQuery, query(request)));
  return personal({ items: students, ...rest });
});
