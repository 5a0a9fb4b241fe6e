import { Card } from '@/components/ui/card';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { counted, date } from '@/lib/format';
import type { DisclosureEntry } from '@/lib/records/disclosed/schema';
import { type RecordLevel, recordLevels } from '@/lib/records/schema';
import { levelWords } from '../words';

type DisclosureRecordProps = { entries: readonly DisclosureEntry[]; title: string; none: string };

/** Of many, so many are shown at once. */
const shownAtOnce = 10;

/** What the gate has given out is a level; what somebody entered is in words of theirs. */
const isLevel = (records: string): records is RecordLevel =>
  (recordLevels as readonly string[]).includes(records);

/** To whom a record was given, for what, and to whom they may pass it on. */
export function DisclosureRecord({ entries, title, none }: DisclosureRecordProps) {
  if (entries.length === 0)
    return (
      <Card title={title}>
        <p className="text-ink-soft">{none}</p>
      </Card>
    );
  const [newest, earlier] = [entries.slice(0, shownAtOnce), entries.slice(shownAtOnce)];
  return (
    <div className="flex flex-col gap-3">
      <EntryTable entries={newest} caption={title} />
      {earlier.length > 0 && (
        <details>
          <summary className="min-h-8 cursor-pointer text-sm text-ink-soft pointer-coarse:min-h-11">
            {counted(earlier.length, 'earlier entry', 'earlier entries')}
          </summary>
          <EntryTable entries={earlier} caption={`${title}, earlier`} />
        </details>
      )}
    </div>
  );
}

/** What is said beside an emergency, which was stated on one person's word. */
const reviewWords = {
  WAITING: 'Not reviewed yet by a second person.',
  JUSTIFIED: 'A second person found it justified.',
  UNJUSTIFIED: 'A second person found it not justified: what is said here did not warrant it.',
} satisfies Record<NonNullable<DisclosureEntry['review']>, string>;

type EntryTableProps = { entries: readonly DisclosureEntry[]; caption: string };

const EntryTable = ({ entries, caption }: EntryTableProps) => (
  <Table caption={caption} stacked>
    <thead>
      <tr>
        <HeadCell className="sticky left-0 z-20">Day</HeadCell>
        <HeadCell>Given to</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>Recorded by</HeadCell>
      </tr>
    </thead>
    <tbody>
      {entries.map(
        ({ id, disclosedOn, party, interest, records, furtherRecipients, recorderName, review }) => (
          <tr key={id}>
            <HeadCell scope="row" className="sticky left-0 min-w-28 bg-paper-raised font-normal">
              {date(disclosedOn, 'UTC')}
            </HeadCell>
            <Cell label="Given to" className="min-w-40">
              {party}
              {furtherRecipients && (
                <span className="block text-xs text-ink-soft">may pass it on to: {furtherRecipients}</span>
              )}
            </Cell>
            <Cell label="Why" className="min-w-56">
              {interest}
              {review && <span className="block text-xs text-ink-soft">{reviewWords[review]}</span>}
            </Cell>
            <Cell label="What">{isLevel(records) ? levelWords[records] : records}</Cell>
            <Cell label="Recorded by">{recorderName}</Cell>
          </tr>
        ),
      )}
    </tbody>
  </Table>
);
