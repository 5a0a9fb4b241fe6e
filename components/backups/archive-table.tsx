import { Archive } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { KnownArchive } from '@/lib/backups/overview';
import { count, dateTime, duration } from '@/lib/format';
import { bytes } from '@/lib/performance/units';
import { mostShown, OlderNote } from './older-note';

/** Logical archives, newest first. */
export function ArchiveTable({ archives, timeZone }: { archives: KnownArchive[]; timeZone: string }) {
  if (archives.length === 0) {
    return (
      <EmptyState icon={<Archive />} title="No archive was taken yet" headingLevel={3}>
        <p>The worker takes the first tonight; “Archive now” takes one at once.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Table caption="Logical archives, newest first" captionHidden tall stacked>
        <thead>
          <tr>
            <HeadCell>State of</HeadCell>
            <HeadCell>Server</HeadCell>
            <HeadCell>Holds</HeadCell>
            <HeadCell numeric>Took</HeadCell>
            <HeadCell numeric>Rows</HeadCell>
            <HeadCell numeric>Keys</HeadCell>
            <HeadCell numeric>Size</HeadCell>
            <HeadCell numeric>Stored</HeadCell>
          </tr>
        </thead>
        <tbody>
          {archives.slice(0, mostShown).map((archive) => (
            <ArchiveRow key={archive.id} archive={archive} timeZone={timeZone} />
          ))}
        </tbody>
      </Table>
      <OlderNote total={archives.length} />
    </div>
  );
}

function ArchiveRow({ archive, timeZone }: { archive: KnownArchive; timeZone: string }) {
  const { id, takenAt, endedAt, heldFor, dataClasses } = archive;
  return (
    <tr>
      <HeadCell scope="row" className="whitespace-nowrap">
        <time dateTime={takenAt}>{dateTime(takenAt, timeZone)}</time>
        <span className="block text-xs font-normal text-ink-soft">{id}</span>
        {heldFor && <StatusBadge tone="caution">{`Held: ${heldFor}`}</StatusBadge>}
      </HeadCell>
      <Cell label="Server" className="whitespace-nowrap">
        PostgreSQL {archive.serverVersion}
        <span className="block text-xs text-ink-soft">{archive.schemaVersion}</span>
      </Cell>
      <Cell label="Holds" className="min-w-40">
        {dataClasses.join(', ')}
      </Cell>
      <Cell label="Took" numeric>
        {duration((Date.parse(endedAt) - Date.parse(takenAt)) / 1000)}
      </Cell>
      <Cell label="Rows" numeric>
        {count(archive.rowCount)}
      </Cell>
      <Cell label="Keys" numeric>
        {count(archive.dataKeys)}
      </Cell>
      <Cell label="Size" numeric>
        {bytes(archive.plainBytes)}
      </Cell>
      <Cell label="Stored" numeric>
        {bytes(archive.storedBytes)}
      </Cell>
    </tr>
  );
}
