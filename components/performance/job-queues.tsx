import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, relative } from '@/lib/format';
import { schedule } from '@/lib/jobs/schedule';
import type { QueueState } from '@/lib/jobs/state';
import { age } from '@/lib/performance/units';

type JobQueuesProps = { queues: Promise<QueueState[] | null>; now: string };

const whatFor: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(schedule).map(([name, { purpose }]) => [name, purpose]),
);

/** What the worker has to do: what waits, runs and failed, by queue. */
export async function JobQueues({ queues, now }: JobQueuesProps) {
  const rows = await queues;
  if (rows === null) return <p>The queue of jobs is not installed in this database.</p>;
  return (
    <Table caption="Jobs by queue" captionHidden tall>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Queue</HeadCell>
          <HeadCell>What it does</HeadCell>
          <HeadCell numeric>Waiting</HeadCell>
          <HeadCell numeric>Oldest waits</HeadCell>
          <HeadCell numeric>Running</HeadCell>
          <HeadCell numeric>Failed</HeadCell>
          <HeadCell numeric>Last done</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((queue) => (
          <QueueRow key={queue.name} queue={queue} now={now} />
        ))}
      </tbody>
    </Table>
  );
}

function QueueRow({ queue, now }: { queue: QueueState; now: string }) {
  const { name, waiting, dueSince, active, failed, failedSinceDone, lastDoneAt } = queue;
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 bg-paper-raised font-mono text-xs font-normal group-hover:bg-paper-sunken"
      >
        {name}
      </HeadCell>
      <Cell className="min-w-64 text-ink-soft">{whatFor[name]}</Cell>
      <Cell numeric>{count(waiting)}</Cell>
      <Cell numeric>{dueSince === null ? '–' : age(dueSince, now)}</Cell>
      <Cell numeric>{count(active)}</Cell>
      <Cell numeric>
        {count(failed)}
        {failedSinceDone > 0 && (
          <>
            {' '}
            <StatusBadge tone="caution">Last failed</StatusBadge>
          </>
        )}
      </Cell>
      <Cell numeric>
        <LastDone at={lastDoneAt} now={now} />
      </Cell>
    </tr>
  );
}

function LastDone({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-ink-soft">not in the last week</span>;
  const { text, title } = relative(at, now, 'UTC');
  return (
    <time dateTime={at} title={`${title} UTC`}>
      {text}
    </time>
  );
}
