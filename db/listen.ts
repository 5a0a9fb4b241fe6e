import pg from 'pg';
import { isNeonHost } from './neon';

export type Listener = { close(): Promise<void> };
type Heard = {
  message: (payload: string) => void;
  /** Messages may have been missed: the connection was lost, or came about late. */
  gap: () => void;
};

const retryAfter = { first: 100, most: 5_000 };

/**
 * Hears what other processes announce with `pg_notify`, on a connection of its own that comes back by itself.
 * Resolves after the first try. Neon's pooled hosts carry no notifications: there nothing is heard.
 */
export async function listenTo(url: string, channel: string, heard: Heard): Promise<Listener> {
  if (isNeonHost(url)) return { close: async () => undefined };
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = retryAfter.first;

  const retry = () => {
    if (closed) return;
    timer = setTimeout(() => void connect(heard.gap), wait);
    timer.unref();
    wait = Math.min(wait * 2, retryAfter.most);
  };
  const connect = async (connected: () => void) => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'syllabase cache',
    });
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      void next.end().catch(() => undefined);
      retry();
    };
    next.on('error', lose);
    next.on('end', lose);
    next.on('notification', ({ payload = '' }) => heard.message(payload));
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      client = next;
      wait = retryAfter.first;
      connected();
    } catch {
      lose();
    }
  };

  await connect(() => undefined);
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
