import { attachment, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { fileNameOf } from '@/lib/file-name';
import { exportRecord } from '@/lib/records/export/export-record';

/** The student's own complete record, as a file. */
export const GET = route(async () => {
  const viewer = await signedIn();
  const own = { studentId: viewer.userId, purpose: 'Own record', justification: 'The student’s own copy.' };
  const exported = await exportRecord(viewer, own);
  return attachment(fileNameOf('my-record', 'json', exported.exportedAt), exported);
});
