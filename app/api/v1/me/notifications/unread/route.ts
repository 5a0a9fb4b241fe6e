import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getUnreadCount } from '@/lib/notifications/centre';

export const GET = route(async () => personal({ unread: await getUnreadCount(await signedIn()) }));
