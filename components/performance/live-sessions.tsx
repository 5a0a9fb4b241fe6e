import { CirclePause } from 'lucide-react';
import { Alert } from '@/components/ui/alert';
import { EmptyState } from '@/components/ui/empty-state';
import { HeadCell, Table } from '@/components/ui/table';
import { count, counted, dateTime, relative } from '@/lib/format';
import { blockingTrees } from '@/lib/performance/live/blocking-tree';
import type { Live, LiveSession } from '@/lib/performance/live/sessions';
import { BlockingTree } from './blocking-tree';
import { EndSessionForm } from './end-session-form';
import { SessionRow } from './session-row';

type LiveSessionsProps = { reading: Promise<{ live: Live | null; isCurrent: boolean }>; now: string };

/** What happens on the database at this moment: who waits for whom, and every session that does or holds something. */
export async function LiveSessions({ reading, now }: LiveSessionsProps) {
  const { live, isCurrent } = await reading;
  if (!live) {
    return (
      <Alert tone="critical" title="The database does not say what it does.">
        It did not answer in time, and nothing was seen earlier. Reload the page in a moment.
      </Alert>
    );
  }
  const trees = blockingTrees(live.sessions);
  return (
    <div className="flex flex-col gap-4">
      {!isCurrent && (
        <Alert tone="caution" title={`Seen ${relative(live.asOf, now, 'UTC').text}, not now.`}>
          The database did not answer in time. This is what was seen last.
        </Alert>
      )}
      <p className="max-w-reading text-sm text-ink-soft">
        As of <time dateTime={live.asOf}>{dateTime(live.asOf, 'UTC')}</time> UTC:{' '}
        {counted(live.used, 'connection')} of at most {count(live.most)}, {count(live.idle)} of them idle.
        Statements are shown without their values.
      </p>
      {trees.map((tree) => (
        <BlockingTree key={tree.session.pid} tree={tree} />
      ))}
      {live.sessions.length === 0 ? (
        <EmptyState icon={<CirclePause />} title="Nothing runs at this moment" headingLevel={3}>
          <p>Every other connection is idle.</p>
        </EmptyState>
      ) : (
        <Sessions sessions={live.sessions} />
      )}
    </div>
  );
}

function Sessions({ sessions }: { sessions: LiveSession[] }) {
  const own = sessions.filter(({ ours }) => ours);
  return (
    <>
      <Table caption="Sessions that do something" captionHidden tall>
        <thead>
          <tr>
            <HeadCell numeric>pid</HeadCell>
            <HeadCell>Program and statement</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell numeric>For</HeadCell>
            <HeadCell>Waits for</HeadCell>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <SessionRow key={session.pid} session={session} />
          ))}
        </tbody>
      </Table>
      {own.length > 0 && <EndSessionForm sessions={own} />}
    </>
  );
}
