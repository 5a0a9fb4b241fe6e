import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getCacheOverview } from '@/lib/cache/overview';

export const GET = route(async () => personal(getCacheOverview(await signedIn())));
