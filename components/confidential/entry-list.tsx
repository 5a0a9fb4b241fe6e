import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { DetailsState } from '@/lib/confidential/schema';
import { date } from '@/lib/format';
import { WithdrawEntry } from './withdraw-entry';
import { kindWords } from './words';

type EntryListProps = { studentId: string; entries: DetailsState['entries']; timeZone: string };

/** Which entries there are; what they say is for the gate to show. */
export function EntryList({ studentId, entries, timeZone }: EntryListProps) {
  if (entries.length === 0) return <p className="text-ink-soft">No entries yet.</p>;
  return (
    <Table caption="Entries of the academic record" captionHidden>
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell>Kind</HeadCell>
          <HeadCell>Written by</HeadCell>
          <HeadCell>Stands</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, happenedOn, kind, authorName, withdrawnAt, withdrawerName }) => (
          <tr key={id}>
            <HeadCell scope="row" className="font-normal whitespace-nowrap">
              {date(happenedOn, 'UTC')}
            </HeadCell>
            <Cell>{kindWords[kind]}</Cell>
            <Cell>{authorName}</Cell>
            <Cell className="min-w-48">
              {withdrawnAt ? (
                <span className="text-ink-soft">
                  Withdrawn on {date(withdrawnAt, timeZone)} by {withdrawerName}
                </span>
              ) : (
                <WithdrawEntry
                  studentId={studentId}
                  entryId={id}
                  about={`${kindWords[kind]} of ${date(happenedOn, 'UTC')}`}
                />
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
