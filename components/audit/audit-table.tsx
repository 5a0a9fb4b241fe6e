import { HeadCell, Table } from '@/components/ui/table';
import type { AuditEntry, AuditQuery } from '@/lib/audit/query';
import { AuditRow } from './audit-row';

type AuditTableProps = {
  entries: AuditEntry[];
  /** Of students, by id. */
  names: Record<string, string>;
  query: AuditQuery;
  timeZone: string;
};

/** Entries of the trail: dense, the time staying in place where the rest scrolls sideways; cards on a phone. */
export function AuditTable({ entries, names, query, timeZone }: AuditTableProps) {
  return (
    <Table caption="Events of the audit trail" captionHidden tall stacked>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Time</HeadCell>
          <HeadCell>Who</HeadCell>
          <HeadCell>Action</HeadCell>
          <HeadCell>Object</HeadCell>
          <HeadCell>Outcome</HeadCell>
          <HeadCell>Why</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} names={names} query={query} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}
