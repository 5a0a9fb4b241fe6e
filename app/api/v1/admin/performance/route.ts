import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getPerformance } from '@/lib/performance/overview';

export const GET = route(async () => personal(await getPerformance(await signedIn())));
