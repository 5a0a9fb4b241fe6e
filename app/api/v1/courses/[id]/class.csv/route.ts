import { pathId } from '@/lib/access/ids';
import { route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { exportClass } from '@/lib/classes/export';

export const GET = route(async (_request, { params }: RouteContext<'/api/v1/courses/[id]/class.csv'>) => {
  const { fileName, csv } = await exportClass(await signedIn(), pathId((await params).id));
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
});
