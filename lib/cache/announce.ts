import type { Transaction } from '@/db/client';
import { type Listener, listenTo } from '@/db/listen';
import { statement } from '@/db/statement';
import { env } from '@/lib/env';
import { aiFolder } from './ai-folder';
import { removePersisted } from './store/persistence';
import { checkTags, everything } from './tags';

const channel = 'syllabase_cache';
const notify = statement('cache.announce', 'SELECT pg_notify($1, $2)');
/** Postgres takes 8,000 bytes; above this everything goes. */
const longestPayload = 7_000;

/**
 * For writes in a process that has no cache of its own (worker, command lines): with the commit of `tx`,
 * every running server drops what is made of the tags. Answers kept for a restart go at once, since no
 * server may be running to hear it.
 */
export async function announceInvalidation(tx: Transaction, tags: readonly string[]): Promise<void> {
  const changed = checkTags(tags);
  const isChanged = (own: string[]) =>
    changed.includes(everything) || own.some((tag) => changed.includes(tag));
  removePersisted(aiFolder(), isChanged);
  const payload = changed.join(' ');
  await tx.rows(notify, [channel, payload.length > longestPayload ? everything : payload]);
}

/** Applies what other processes announce; after a lost connection everything, since something may have been missed. */
export async function hearAnnouncements(apply: (tags: string[]) => Promise<void>): Promise<Listener | null> {
  const url = env().DATABASE_URL;
  if (!url) return null;
  const drop = (tags: string[]) =>
    void apply(tags).catch((error: unknown) => console.error('cache invalidation failed', error));
  return listenTo(url, channel, {
    message: (payload) => drop(payload.split(' ').filter((tag) => tag !== '')),
    gap: () => drop([everything]),
  });
}
