import { parse } from '@/lib/access/action';
import { pathId } from '@/lib/access/ids';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getRoster } from '@/lib/classes/roster';
import { rosterQuery } from '@/lib/classes/schema';

export const GET = route(async (request, { params }: RouteContext<'/api/v1/courses/[id]/class'>) => {
  const viewer = await signedIn();
  const courseId = pathId((await params).id);
  const { students, previousCursor, nextCursor, total } = await getRoster(
    viewer,
    courseId,
    parse(rosterQuery, query(request)),
  );
  return personal({ items: students, previousCursor, nextCursor, total });
});
