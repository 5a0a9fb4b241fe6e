import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';
import { feedInput, switchInput } from './schema';

const mostFeeds = 50;

const added = statement(
  'optimizer.feed-add',
  `INSERT INTO research_feeds (url, title, changed_by)
   SELECT $1, $2, $3 WHERE (SELECT count(*) FROM research_feeds) < ${mostFeeds}
   ON CONFLICT (url) DO NOTHING RETURNING id`,
);

/** An administrator adds a feed to the list. It is off until somebody turns it on. */
export const addFeed = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: feedInput,
      allow: may.administer,
      run: async ({ tx, viewer: { userId }, input: { url, title } }) => {
        const [feed] = await tx.rows<{ id: string }>(added, [url, title, userId]);
        if (!feed)
          throw new Refusal(
            'conflict',
            `This feed is in the list already, or the list is full (${mostFeeds}).`,
          );
        return {
          value: undefined,
          audit: {
            action: 'research.feed-add',
            objectType: 'feed',
            objectId: feed.id,
            details: { url, title },
          },
        };
      },
    },
    viewer,
    raw,
  );

const switched = statement(
  'optimizer.feed-switch',
  `UPDATE research_feeds SET enabled = $2, changed_by = $3, changed_at = now(), tried_at = NULL, fault = NULL
   WHERE id = $1 AND enabled <> $2 RETURNING url, title`,
);

const known = statement('optimizer.feed', 'SELECT 1 FROM research_feeds WHERE id = $1');

/** An administrator turns a feed on or off; the worker reads what is on within ten minutes, and once a day then. */
export const switchFeed = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: switchInput,
      allow: may.administer,
      run: async ({ tx, viewer: { userId }, input: { feedId, enabled } }) => {
        const [feed] = await tx.rows<{ url: string; title: string }>(switched, [feedId, enabled, userId]);
        if (!feed && (await tx.rows(known, [feedId])).length === 0) throw notFound();
        const audit = feed && {
          action: enabled ? 'research.feed-on' : 'research.feed-off',
          objectType: 'feed',
          objectId: feedId,
          details: { ...feed },
        };
        return { value: undefined, audit: audit ?? nothingChanged };
      },
    },
    viewer,
    raw,
  );
