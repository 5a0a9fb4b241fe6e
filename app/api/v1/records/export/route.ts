import { attachment, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { exportRecord } from '@/lib/records/export/export-record';

export const POST = route(async (request) =>
  attachment('record.json', await exportRecord(await signedIn(), await readJson(request))),
);
