import { attachment, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { fileNameOf } from '@/lib/file-name';
import { exportRecord } from '@/lib/records/export/export-record';

/** Named by the student's id: a name would stand in every list of downloads. */
export const POST = route(async (request) => {
  const exported = await exportRecord(await signedIn(), await readJson(request));
  const { record, exportedAt } = exported;
  return attachment(fileNameOf(`record-${record.student.id}`, 'json', exportedAt), exported);
});
