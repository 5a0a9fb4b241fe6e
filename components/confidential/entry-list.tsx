import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { DetailsState } from '@/lib/confidential/schema';
import { date } from '@/lib/format';
import { kindWords } from './words';

/** Which entries there are; what they say is for the gate to show. */
export function EntryList({ entries }: { entries: DetailsState['entries'] }) {
  if (entries.length === 0) return <p className="text-ink-soft">No entries yet.</p>;
  return (
    <Table caption="Entries of the academic record" captionHidden>
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell>Kind</HeadCell>
          <HeadCell>Written by</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, happenedOn, kind, authorName }) => (
          <tr key={id}>
            <HeadCell scope="row" className="font-normal whitespace-nowrap">
              {date(happenedOn, 'UTC')}
            </HeadCell>
            <Cell>{kindWords[kind]}</Cell>
            <Cell>{authorName}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
