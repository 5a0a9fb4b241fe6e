import { attachment, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { exportRecord } from '@/lib/records/export/export-record';

/** The student's own complete record, as a file. */
export const GET = route(async () => {
  const viewer = await signedIn();
  const own = { studentId: viewer.userId, purpose: 'Own record', justification: 'The student’s own copy.' };
  return attachment('my-record.json', await exportRecord(viewer, own));
});
