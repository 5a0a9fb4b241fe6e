import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { loadClass } from '@/lib/classes/load-class';

/** Decides before anything is streamed, so that a refusal has the status of a page that does not exist. */
export default async function ClassLayout({ params, children }: LayoutProps<'/teach/[courseId]'>) {
  const viewer = await requireViewer();
  const courseId = await orNotFound(params.then((path) => pathId(path.courseId)));
  await loadClass(viewer, courseId);
  return children;
}
