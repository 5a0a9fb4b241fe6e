import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getOptimizer } from '@/lib/optimizer/overview';

export const GET = route(async () => personal(await getOptimizer(await signedIn())));
