import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { readAmendmentQueue } from './amendments/queries';
import type { Amendment } from './amendments/schema';
import { readErasureQueue } from './erasure/queries';
import type { ErasureRequest } from './erasure/schema';
import { readInspectionQueue } from './inspection/queries';
import type { Inspection } from './inspection/schema';

export type Requests = { inspections: Inspection[]; amendments: Amendment[]; erasures: ErasureRequest[] };

/** What students of the administrator's institution ask about their records: one look, however many they are. */
export const openRequests = (viewer: Viewer): Promise<Requests> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const requests = {
      inspections: await readInspectionQueue(tx, institutionId),
      amendments: await readAmendmentQueue(tx, institutionId),
      erasures: await readErasureQueue(tx, institutionId),
    };
    const { inspections, amendments, erasures } = requests;
    const named = new Set([...inspections, ...amendments, ...erasures].map(({ studentId }) => studentId));
    await appendAudit(tx, viewer, {
      action: 'record.requests.view',
      objectType: 'education record',
      details: { students: named.size },
    });
    return requests;
  });
