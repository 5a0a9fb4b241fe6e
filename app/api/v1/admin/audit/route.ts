import { parse } from '@/lib/access/action';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { asAdministrator } from '@/lib/access/transaction';
import { auditQuery, readAuditPage } from '@/lib/audit/query';

export const GET = route(async (request) => {
  const viewer = await signedIn();
  const { entries, nextCursor } = await asAdministrator(viewer, (tx, institutionId) =>
    readAuditPage(tx, institutionId, parse(auditQuery, query(request))),
  );
  return personal({ items: entries, nextCursor });
});
