import { DatabaseBackup } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { Restorable } from '@/lib/backups/restorable';
import { dateTime, duration } from '@/lib/format';

type Stretch = Restorable & { gap: boolean };

/** Stretches and the gaps between them, newest first. */
function withGaps(restorable: Restorable[]): Stretch[] {
  const stretches = restorable.flatMap((stretch, at): Stretch[] => {
    const before = restorable[at - 1];
    const gap = before ? [{ from: before.until, until: stretch.from, gap: true }] : [];
    return [...gap, { ...stretch, gap: false }];
  });
  return stretches.reverse();
}

type RestorableTableProps = { restorable: Restorable[]; isOurs: boolean; timeZone: string };

/** From when until when any second can be restored, and where that is not so. */
export function RestorableTable({ restorable, isOurs, timeZone }: RestorableTableProps) {
  if (restorable.length === 0) {
    const title = isOurs ? 'Nothing can be restored yet' : 'Not known here';
    return (
      <EmptyState icon={<DatabaseBackup />} title={title} headingLevel={3}>
        <p>
          {isOurs
            ? 'It begins with the first full backup.'
            : 'How far back the database can be set is for whoever runs it to say.'}
        </p>
      </EmptyState>
    );
  }
  return (
    <Table caption="Stretches of time that can be restored, newest first" captionHidden stacked>
      <thead>
        <tr>
          <HeadCell>Any second</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>Until</HeadCell>
          <HeadCell numeric>Length</HeadCell>
        </tr>
      </thead>
      <tbody>
        {withGaps(restorable).map(({ from, until, gap }) => (
          <tr key={`${from} ${until}`}>
            <HeadCell scope="row">
              <StatusBadge tone={gap ? 'caution' : 'positive'}>{gap ? 'Gap' : 'Restorable'}</StatusBadge>
            </HeadCell>
            <Moment label="From" at={from} timeZone={timeZone} />
            <Moment label="Until" at={until} timeZone={timeZone} />
            <Cell label="Length" numeric>
              {duration((Date.parse(until) - Date.parse(from)) / 1000)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Moment({ label, at, timeZone }: { label: string; at: string; timeZone: string }) {
  return (
    <Cell label={label} className="whitespace-nowrap">
      <time dateTime={at}>{dateTime(at, timeZone)}</time>
    </Cell>
  );
}
