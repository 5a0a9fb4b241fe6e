import { parse } from '@/lib/access/action';
import { query, route } from '@/lib/access/route';
import { signedInAdministrator } from '@/lib/access/signed-in';
import { personalFile } from '@/lib/access/stream';
import { fileNameOf } from '@/lib/file-name';
import { exportTrail, trailExportQuery } from '@/lib/oversight/export-trail';

const types = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' };

export const GET = route(async (request) => {
  const viewer = await signedInAdministrator();
  const wanted = parse(trailExportQuery, query(request));
  const parts = await exportTrail(viewer, wanted);
  const { format } = wanted;
  return personalFile(parts, { contentType: types[format], fileName: fileNameOf('audit-trail', format) });
});
