import { pathId } from '@/lib/access/ids';
import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getClassScores } from '@/lib/classes/scores';

export const GET = route(async (_request, { params }: RouteContext<'/api/v1/courses/[id]/class/scores'>) =>
  personal(await getClassScores(await signedIn(), pathId((await params).id))),
);
