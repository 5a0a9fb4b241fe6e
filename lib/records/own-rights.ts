import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { readRelation } from './relation';
import { rightsHolder } from './rights-holder';

/** Whether the rights in the viewer's own record are the viewer's to use today; while they are not, a guardian's. */
export const holdsOwnRights = (viewer: Viewer): Promise<boolean> =>
  asViewer(viewer, async (tx) => {
    const relation = await readRelation(tx, viewer, viewer.userId);
    return relation === null || rightsHolder(relation, relation.today) === 'STUDENT';
  });
