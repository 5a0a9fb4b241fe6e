import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { leave } from '@/lib/enrollment/mutations';

export const DELETE = route(async (_request, { params }: RouteContext<'/api/v1/enrollments/[courseId]'>) => {
  const viewer = await signedIn();
  return personal(await leave(viewer, { courseId: pathId((await params).courseId) }));
});
