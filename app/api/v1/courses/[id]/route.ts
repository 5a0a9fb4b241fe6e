import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { currentViewer } from '@/lib/access/session';
import { getCourse } from '@/lib/catalog/course';
import { notFound } from '@/lib/errors';

export const GET = route(async (_request, { params }: RouteContext<'/api/v1/courses/[id]'>) => {
  const course = await getCourse(await currentViewer(), pathId((await params).id));
  if (!course) throw notFound();
  return personal(course);
});
