import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { readAmendmentQueue } from './amendments/queries';
import type { QueuedAmendment } from './amendments/schema';
import { readErasureQueue } from './erasure/queries';
import type { ErasureRequest } from './erasure/schema';
import { readInspectionQueue } from './inspection/queries';
import type { Inspection } from './inspection/schema';
import { auditQueueLook } from './queues';

export type Requests = {
  inspections: Inspection[];
  amendments: QueuedAmendment[];
  erasures: ErasureRequest[];
};

/** What students of the administrator's institution ask about their records: one look, which each of them sees. */
export const openRequests = (viewer: Viewer): Promise<Requests> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const requests = {
      inspections: await readInspectionQueue(tx, institutionId),
      amendments: await readAmendmentQueue(tx, institutionId, viewer.userId),
      erasures: await readErasureQueue(tx, institutionId),
    };
    await auditQueueLook(tx, viewer, 'requests', Object.values(requests).flat());
    return requests;
  });
