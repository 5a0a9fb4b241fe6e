import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { DetailsState } from '@/lib/confidential/schema';
import { date, dateTime } from '@/lib/format';
import { WithdrawEntry } from './withdraw-entry';
import { kindWords } from './words';

type EntryListProps = { studentId: string; entries: DetailsState['entries']; timeZone: string };

/** Which entries there are; what they say is for the gate to show. */
export function EntryList({ studentId, entries, timeZone }: EntryListProps) {
  if (entries.length === 0) return <p className="text-ink-soft">No entries yet.</p>;
  return (
    <Table caption="Entries of the academic record" captionHidden stacked>
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell>Kind</HeadCell>
          <HeadCell>Entered</HeadCell>
          <HeadCell>Written by</HeadCell>
          <HeadCell>Stands</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, happenedOn, kind, authorName, enteredAt, withdrawnAt, withdrawerName }) => (
          <tr key={id}>
            <HeadCell scope="row" className="font-normal whitespace-nowrap">
              {date(happenedOn, 'UTC')}
            </HeadCell>
            <Cell label="Kind">{kindWords[kind]}</Cell>
            <Cell label="Entered">{dateTime(enteredAt, timeZone)}</Cell>
            <Cell label="Written by">{authorName}</Cell>
            <Cell label="Stands" className="sm:min-w-48">
              {withdrawnAt ? (
                <span className="text-ink-soft">
                  Withdrawn on {date(withdrawnAt, timeZone)} by {withdrawerName}
                </span>
              ) : (
                <WithdrawEntry
                  studentId={studentId}
                  entryId={id}
                  about={`${kindWords[kind]} of ${date(happenedOn, 'UTC')}, entered ${dateTime(enteredAt, timeZone)}`}
                />
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
