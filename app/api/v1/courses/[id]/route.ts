import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { currentViewer } from '@/lib/access/session';
import { publicAnswerOrNull } from '@/lib/cache/public-answer';
import { getCourse, getPublishedCourse } from '@/lib/catalog/course';
import { notFound } from '@/lib/errors';

/** A published course is the same for everybody; any other is a matter between the course and who asks. */
export const GET = route(
  async (request, { params }: RouteContext<'/api/v1/courses/[id]'>) => {
    const id = pathId((await params).id);
    const published = await publicAnswerOrNull(request, () => getPublishedCourse(id));
    if (published) return published;
    const course = await getCourse(await currentViewer(), id);
    if (!course) throw notFound();
    return personal(course);
  },
  { isLinkable: true },
);
