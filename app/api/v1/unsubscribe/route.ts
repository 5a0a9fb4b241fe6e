import { personal, query, route } from '@/lib/access/route';
import { unsubscribe } from '@/lib/notifications/mail/unsubscribe';

/** One click in a mail program (RFC 8058): the address carries the token, the body says nothing that matters. */
export const POST = route(async (request) =>
  personal({ stopped: await unsubscribe(query(request).token ?? null) }),
);
