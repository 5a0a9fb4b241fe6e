import { HeadCell, Table } from '@/components/ui/table';
import type { AuditEntry, AuditQuery } from '@/lib/audit/query';
import { AuditRow } from './audit-row';

/** Entries of the trail: dense, the time staying in place while the rest scrolls sideways. */
export function AuditTable({ entries, query }: { entries: AuditEntry[]; query: AuditQuery }) {
  return (
    <Table caption="Events of the audit trail" captionHidden tall>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Time (UTC)</HeadCell>
          <HeadCell>Who</HeadCell>
          <HeadCell>Action</HeadCell>
          <HeadCell>Object</HeadCell>
          <HeadCell>Outcome</HeadCell>
          <HeadCell>Why</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} query={query} />
        ))}
      </tbody>
    </Table>
  );
}
