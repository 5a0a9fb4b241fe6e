import { CirclePause, Rss } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, dateTime } from '@/lib/format';
import type { Feed } from '@/lib/optimizer/research/overview';
import { SwitchForm } from './switch-form';

type FeedListProps = { feeds: readonly Feed[]; timeZone: string };

/** The feeds, which of them are read, and what came of it. */
export function FeedList({ feeds, timeZone }: FeedListProps) {
  return (
    <Table caption="Feeds" captionHidden>
      <thead>
        <tr>
          <HeadCell>Feed</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Last read</HeadCell>
          <HeadCell numeric>Entries</HeadCell>
          <HeadCell>
            <span className="sr-only">Turn on or off</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <FeedRow key={feed.id} feed={feed} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function FeedRow({ feed, timeZone }: { feed: Feed; timeZone: string }) {
  const { id, url, title, enabled, changedByName, answeredAt, fault, entries } = feed;
  return (
    <tr>
      <HeadCell scope="row" className="min-w-52 wrap-anywhere">
        {title}
        <span className="block text-xs font-normal text-ink-soft">{url}</span>
      </HeadCell>
      <Cell>
        <StatusBadge tone={enabled ? 'positive' : 'neutral'} icon={enabled ? <Rss /> : <CirclePause />}>
          {enabled ? 'On' : 'Off'}
        </StatusBadge>
        {changedByName && <span className="block text-xs text-ink-soft">by {changedByName}</span>}
      </Cell>
      <Cell className="min-w-44">
        {answeredAt ? (
          <time dateTime={answeredAt}>{dateTime(answeredAt, timeZone)}</time>
        ) : (
          <span className="text-ink-soft">{enabled ? 'not yet' : 'never'}</span>
        )}
        {fault && <span className="block text-xs text-critical">The last attempt failed. {fault}</span>}
      </Cell>
      <Cell numeric>{count(entries)}</Cell>
      <Cell>
        <SwitchForm feedId={id} title={title} enabled={enabled} />
      </Cell>
    </tr>
  );
}
