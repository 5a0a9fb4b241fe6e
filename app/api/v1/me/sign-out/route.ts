import { route } from '@/lib/access/route';
import { endAllSessions, endSession } from '@/lib/access/sign-out';

/** A plain form posts here: signing out loads a new document, so nothing of the person stays in memory. */
export const POST = route(async (request) => {
  const { searchParams } = new URL(request.url);
  await (searchParams.has('everywhere') ? endAllSessions() : endSession());
  return new Response(null, {
    status: 303,
    headers: { location: '/', 'cache-control': 'no-store', 'clear-site-data': '"cache"' },
  });
});
