import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { dateTime, duration } from '@/lib/format';
import type { PastFinding } from '@/lib/performance/history/read-history';
import { checkStates } from './check-states';

type CheckHistoryProps = { history: Promise<PastFinding[]>; now: string };

/** What the checks had to say lately, and for how long. */
export async function CheckHistory({ history, now }: CheckHistoryProps) {
  const found = await history;
  if (found.length === 0) {
    return (
      <p className="max-w-reading text-sm text-ink-soft">
        Nothing yet. The worker runs the checks every ten minutes and keeps here what they find.
      </p>
    );
  }
  return (
    <Table caption="What the checks found lately" captionHidden tall>
      <thead>
        <tr>
          <HeadCell>What</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell numeric>Began</HeadCell>
          <HeadCell numeric>Lasted</HeadCell>
        </tr>
      </thead>
      <tbody>
        {found.map((past) => (
          <HistoryRow key={past.id} past={past} now={now} />
        ))}
      </tbody>
    </Table>
  );
}

function HistoryRow({
  past: { title, object, state, began, ended },
  now,
}: {
  past: PastFinding;
  now: string;
}) {
  const { tone, word } = checkStates[state];
  const seconds = Math.max(0, (Date.parse(ended ?? now) - Date.parse(began)) / 1000);
  return (
    <tr>
      <HeadCell scope="row" className="min-w-52 font-normal">
        {title}
        {object && <span className="block font-mono text-xs wrap-anywhere text-ink-soft">{object}</span>}
      </HeadCell>
      <Cell>
        <StatusBadge tone={ended === null ? tone : 'neutral'}>
          {ended === null ? `${word} now` : `was ${word}`}
        </StatusBadge>
      </Cell>
      <Cell numeric>
        <time dateTime={began}>{dateTime(began, 'UTC')}</time>
      </Cell>
      <Cell numeric>{duration(seconds)}</Cell>
    </tr>
  );
}
