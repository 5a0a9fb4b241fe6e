import { deniedRecord } from '@/lib/access/denied';
import { refusePage, requireViewer } from '@/lib/access/require';
import type { Viewer } from '@/lib/access/viewer';
import { getChildren } from './queries';

/** For a guardian's pages about one child: who reads, and whose rights they hold. To everybody else there is no such page. */
export async function requireChild(
  studentId: string,
): Promise<{ viewer: Viewer; child: { id: string; name: string } }> {
  const viewer = await requireViewer();
  const child = (await getChildren(viewer)).find(({ id }) => id === studentId.toLowerCase());
  return child
    ? { viewer, child }
    : refusePage(viewer, deniedRecord(studentId, 'a guardian’s pages about a child'));
}
