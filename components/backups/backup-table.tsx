import { DatabaseBackup } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { KnownBackup } from '@/lib/backups/state';
import { count, dateTime, duration } from '@/lib/format';
import { bytes } from '@/lib/performance/units';
import { mostShown, OlderNote } from './older-note';

type BackupTableProps = { backups: KnownBackup[]; isOurs: boolean; timeZone: string };

/** Full backups, and those that build on one, newest first. */
export function BackupTable({ backups, isOurs, timeZone }: BackupTableProps) {
  if (backups.length === 0 && !isOurs) {
    return (
      <EmptyState icon={<DatabaseBackup />} title="None are taken from here" headingLevel={3}>
        <p>Full backups need a login that may copy the server; above it says what is missing.</p>
      </EmptyState>
    );
  }
  if (backups.length === 0) {
    return (
      <EmptyState icon={<DatabaseBackup />} title="No backup was taken yet" headingLevel={3}>
        <p>
          The worker takes one within ten minutes of the start, or an operator at once with{' '}
          <code>npm run ops -- backup create</code>.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Table caption="Backups, newest first" captionHidden tall stacked>
        <thead>
          <tr>
            <HeadCell>Backup</HeadCell>
            <HeadCell>Holds</HeadCell>
            <HeadCell>Continued until</HeadCell>
            <HeadCell numeric>Took</HeadCell>
            <HeadCell numeric>Files</HeadCell>
            <HeadCell numeric>Size</HeadCell>
            <HeadCell numeric>Stored</HeadCell>
          </tr>
        </thead>
        <tbody>
          {backups.slice(0, mostShown).map((backup) => (
            <tr key={backup.id}>
              <HeadCell scope="row" className="whitespace-nowrap">
                <time dateTime={backup.endedAt}>{dateTime(backup.endedAt, timeZone)}</time>
                <span className="block text-xs font-normal text-ink-soft">{backup.id}</span>
              </HeadCell>
              <Cell label="Holds" className="min-w-32">
                {whatIn(backup, backups, timeZone)}
              </Cell>
              <Cell label="Continued until" className="whitespace-nowrap">
                <time dateTime={backup.coveredUntil}>{dateTime(backup.coveredUntil, timeZone)}</time>
              </Cell>
              <Cell label="Took" numeric>
                {duration((Date.parse(backup.endedAt) - Date.parse(backup.startedAt)) / 1000)}
              </Cell>
              <Cell label="Files" numeric>
                {count(backup.files)}
              </Cell>
              <Cell label="Size" numeric>
                {bytes(backup.plainBytes)}
              </Cell>
              <Cell label="Stored" numeric>
                {bytes(backup.storedBytes)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      <OlderNote total={backups.length} />
    </div>
  );
}

function whatIn({ parentId }: KnownBackup, backups: KnownBackup[], timeZone: string): string {
  if (parentId === null) return 'everything';
  const parent = backups.find(({ id }) => id === parentId);
  return `what changed since ${parent ? dateTime(parent.endedAt, timeZone) : parentId}`;
}
