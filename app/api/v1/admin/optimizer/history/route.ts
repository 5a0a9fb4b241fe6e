import { parse } from '@/lib/access/action';
import { query, route } from '@/lib/access/route';
import { signedInAdministrator } from '@/lib/access/signed-in';
import { fileNameOf } from '@/lib/file-name';
import { getHistoryReport } from '@/lib/optimizer/history';
import { historyQuery } from '@/lib/optimizer/schema';

const files = {
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  markdown: { type: 'text/markdown; charset=utf-8', ending: 'md' },
};

export const GET = route(async (request) => {
  const viewer = await signedInAdministrator();
  const { format } = parse(historyQuery, query(request));
  const report = await getHistoryReport(viewer, format);
  const { type, ending } = files[format];
  return new Response(report, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${fileNameOf('improvements', ending)}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
});
