import { parse } from '@/lib/access/action';
import { personal, query, route } from '@/lib/access/route';
import { signedInAdministrator } from '@/lib/access/signed-in';
import { auditQuery } from '@/lib/audit/query';
import { openTrail } from '@/lib/oversight/open-trail';

export const GET = route(async (request) => {
  const viewer = await signedInAdministrator();
  const { entries, nextCursor } = await openTrail(viewer, parse(auditQuery, query(request)));
  return personal({ items: entries, nextCursor });
});
