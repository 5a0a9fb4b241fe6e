import { auditDenial } from './audit-denial';
import { inCall } from './call';
import { fromAnotherSite } from './other-site';
import { problem } from './route';
import { viewerOf } from './session';

/**
 * Answers a write to a page that comes from another site, a server action: in the trail before anybody hears of it, as calls of the
 * interface are, whoever's session it would have used.
 *
 * @param sessionCookie the value of the session cookie that came with it
 */
export async function refuseOtherSite(
  request: Request,
  origin: string,
  sessionCookie: string | undefined,
): Promise<Response> {
  const denial = fromAnotherSite(request, origin);
  await inCall(request, async () => auditDenial(await viewerOf(sessionCookie).catch(() => null), denial));
  return problem(denial.status, denial.message);
}
