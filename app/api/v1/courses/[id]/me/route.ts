import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { currentViewer } from '@/lib/access/session';
import { getStanding } from '@/lib/enrollment/get-standing';

export const GET = route(async (_request, { params }: RouteContext<'/api/v1/courses/[id]/me'>) =>
  personal(await getStanding(await currentViewer(), pathId((await params).id))),
);
