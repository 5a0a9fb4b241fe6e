import { parse } from '@/lib/access/action';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getNotifications } from '@/lib/notifications/centre';
import { centreQuery } from '@/lib/notifications/schema';

export const GET = route(async (request) => {
  const viewer = await signedIn();
  const { notifications, nextCursor } = await getNotifications(viewer, parse(centreQuery, query(request)));
  return personal({ items: notifications, nextCursor });
});
