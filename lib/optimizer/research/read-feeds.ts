import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { decodeFeed } from './decode-feed';
import { FeedFault } from './feed-fault';
import { type FetchOptions, fetchFeed, type Version } from './fetch-feed';
import { type FeedEntry, parseFeed } from './parse-feed';

const due = statement(
  'optimizer.feeds-due',
  `SELECT id, url, title, etag, last_modified AS "lastModified" FROM research_feeds
   WHERE enabled AND ($1::boolean OR tried_at IS NULL OR tried_at < now() - interval '20 hours') ORDER BY url LIMIT 100`,
);

const answered = statement(
  'optimizer.feed-answered',
  `UPDATE research_feeds SET tried_at = now(), answered_at = now(), fault = NULL,
     etag = coalesce($2::jsonb ->> 'etag', CASE WHEN $2::jsonb IS NULL THEN etag END),
     last_modified = coalesce($2::jsonb ->> 'lastModified', CASE WHEN $2::jsonb IS NULL THEN last_modified END)
   WHERE id = $1`,
);

const failed = statement(
  'optimizer.feed-failed',
  'UPDATE research_feeds SET tried_at = now(), fault = $2 WHERE id = $1',
);

const told = statement(
  'optimizer.feed-entries',
  `INSERT INTO research_entries (feed_id, key, title, summary, link, published_at)
   SELECT $1, e.key, e.title, e.summary, e.link, e."publishedAt"
   FROM jsonb_to_recordset($2::jsonb) AS e(key text, title text, summary text, link text, "publishedAt" timestamptz)
   ON CONFLICT (feed_id, key) DO NOTHING RETURNING id`,
);

/** What nothing rests on, and is old or one of too many. */
const prune = statement(
  'optimizer.feed-prune',
  `DELETE FROM research_entries e USING (
     SELECT id, row_number() OVER (ORDER BY id DESC) AS nth FROM research_entries WHERE feed_id = $1) n
   WHERE n.id = e.id AND (n.nth > 500 OR e.seen_at < now() - interval '2 years')
     AND NOT EXISTS (SELECT FROM research_links l WHERE l.entry_id = e.id)`,
);

type Feed = Version & { id: string; url: string; title: string };

export type FeedOutcome = { title: string; url: string; fresh: number; fault: string | null };

type Read = Pick<FetchOptions, 'get' | 'allow'> & {
  /** All that are turned on; otherwise those that were not read within the last day. */
  all?: boolean;
  signal?: AbortSignal;
};

/** Reads the feeds that are turned on, one after the other. One that fails keeps why, and holds up no other. */
export async function readFeeds(
  database: Database,
  { all = false, signal, ...options }: Read = {},
): Promise<FeedOutcome[]> {
  const feeds = await asSystem((tx) => tx.rows<Feed>(due, [all]), database);
  const outcomes: FeedOutcome[] = [];
  for (const feed of feeds) {
    if (signal?.aborted) break;
    const { title, url } = feed;
    outcomes.push({ title, url, ...(await readFeed(database, feed, { ...options, signal })) });
  }
  return outcomes;
}

async function readFeed(
  database: Database,
  feed: Feed,
  options: FetchOptions,
): Promise<Pick<FeedOutcome, 'fresh' | 'fault'>> {
  try {
    const fetched = await fetchFeed(feed.url, feed, options);
    const entries = fetched.changed ? parseFeed(decodeFeed(fetched.body, fetched.contentType)) : [];
    const version = fetched.changed ? fetched.version : null;
    return { fresh: await asSystem((tx) => keep(tx, feed, entries, version), database), fault: null };
  } catch (error) {
    if (!(error instanceof FeedFault)) throw error;
    await asSystem((tx) => tx.rows(failed, [feed.id, error.message]), database);
    return { fresh: 0, fault: error.message };
  }
}

/** @returns how many entries were not known before */
async function keep(
  tx: Transaction,
  { id }: Feed,
  entries: FeedEntry[],
  version: Version | null,
): Promise<number> {
  // The oldest first, so that numbers grow with time.
  const fresh = await tx.rows(told, [id, JSON.stringify([...entries].reverse())]);
  await tx.rows(answered, [id, version && JSON.stringify(version)]);
  await tx.rows(prune, [id]);
  return fresh.length;
}

/** For the schedule: the feeds whose day is over. */
export async function readDueFeeds(
  database: Database,
  signal: AbortSignal,
): Promise<{ read: number; fresh: number; failed: number }> {
  const outcomes = await readFeeds(database, { signal });
  return {
    read: outcomes.length,
    fresh: outcomes.reduce((sum, { fresh }) => sum + fresh, 0),
    failed: outcomes.filter(({ fault }) => fault !== null).length,
  };
}
