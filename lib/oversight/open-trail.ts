import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { type AuditPage, type AuditQuery, readAuditPage } from '@/lib/audit/query';

/**
 * A page of the trail of the administrator's institution. Narrowed to one student it is the history of that record, and looking at
 * it stands there as well; the look is among the events from the next one on.
 */
export const openTrail = (viewer: Viewer, query: AuditQuery): Promise<AuditPage> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const page = await readAuditPage(tx, institutionId, query);
    const { studentId } = query;
    if (studentId !== undefined && page.entries.length > 0)
      await appendAudit(tx, viewer, {
        action: 'audit.timeline',
        objectType: 'education record',
        objectId: studentId,
        studentId,
      });
    return page;
  });
