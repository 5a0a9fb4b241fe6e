import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import type { Entry } from '@/lib/optimizer/research/overview';
import { LinkForm } from './link-form';
import { LinkedProposals } from './linked-proposals';
import { SourceLink } from './source-link';

type EntryListProps = {
  entries: readonly Entry[];
  /** There are proposals to link to. */
  linkable: boolean;
  timeZone: string;
};

/** What the feeds told, as text, the newest first. */
export function EntryList({ entries, linkable, timeZone }: EntryListProps) {
  return (
    <Card as="div" className="p-0 sm:p-0">
      <ul className="divide-y">
        {entries.map((entry) => (
          <li key={entry.id} className="flex flex-col gap-2 px-4 py-4 sm:px-5">
            <EntryText entry={entry} timeZone={timeZone} />
            <LinkedProposals proposals={entry.proposals} />
            {linkable && <LinkForm rest={`entry ${entry.id}`} about={entry.title} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function EntryText({ entry, timeZone }: { entry: Entry; timeZone: string }) {
  const { feed, title, summary, link, publishedAt, seenAt } = entry;
  return (
    <div className="flex max-w-reading flex-col gap-1 text-sm">
      <h3 className="text-base font-semibold wrap-anywhere">{title}</h3>
      <p className="text-xs text-ink-soft">
        {feed} · {publishedAt ? date(publishedAt, timeZone) : `seen ${date(seenAt, timeZone)}`}
      </p>
      {summary && <p className="wrap-anywhere">{summary}</p>}
      {link && <SourceLink href={link} about={title} />}
    </div>
  );
}
