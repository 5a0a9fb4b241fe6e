import { parse } from '@/lib/access/action';
import { pathId } from '@/lib/access/ids';
import { query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { exportClass } from '@/lib/classes/export';
import { exportQuery } from '@/lib/classes/schema';

export const GET = route(async (request, { params }: RouteContext<'/api/v1/courses/[id]/class.csv'>) => {
  const viewer = await signedIn();
  const courseId = pathId((await params).id);
  const { fileName, csv } = await exportClass(viewer, courseId, parse(exportQuery, query(request)));
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
});
