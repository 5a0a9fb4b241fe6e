import { identityOf } from '@/lib/access/identity';
import { personal, route } from '@/lib/access/route';
import { currentViewer } from '@/lib/access/session';

export const GET = route(async () => personal({ viewer: identityOf(await currentViewer()) }));
