import { Card } from '@/components/ui/card';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { counted, date } from '@/lib/format';
import { retractDisclosureAction } from '@/lib/records/disclosed/actions';
import type { DisclosureEntry } from '@/lib/records/disclosed/schema';
import { isRecordLevel } from '@/lib/records/schema';
import { levelWords } from '../words';
import { RecordForm } from './record-form';

type DisclosureRecordProps = {
  entries: readonly DisclosureEntry[];
  title: string;
  none: string;
  /** Whether the reader may say of an entry that it is a mistake. */
  canRetract?: boolean;
};

/** Of many, so many are shown at once. */
const shownAtOnce = 10;

/** To whom a record was given, for what, and to whom they may pass it on. */
export function DisclosureRecord({ entries, title, none, canRetract = false }: DisclosureRecordProps) {
  if (entries.length === 0)
    return (
      <Card title={title}>
        <p className="text-ink-soft">{none}</p>
      </Card>
    );
  const [newest, earlier] = [entries.slice(0, shownAtOnce), entries.slice(shownAtOnce)];
  return (
    <div className="flex flex-col gap-3">
      <EntryTable entries={newest} caption={title} canRetract={canRetract} />
      {earlier.length > 0 && (
        <details>
          <summary className="min-h-8 cursor-pointer text-sm text-ink-soft pointer-coarse:min-h-11">
            {counted(earlier.length, 'earlier entry', 'earlier entries')}
          </summary>
          <EntryTable entries={earlier} caption={`${title}, earlier`} canRetract={canRetract} />
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

type EntryTableProps = { entries: readonly DisclosureEntry[]; caption: string; canRetract: boolean };

const EntryTable = ({ entries, caption, canRetract }: EntryTableProps) => (
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
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} canRetract={canRetract} />
      ))}
    </tbody>
  </Table>
);

function Entry({ entry, canRetract }: { entry: DisclosureEntry; canRetract: boolean }) {
  const { id, party, interest, records, furtherRecipients, review, retraction } = entry;
  const struck = retraction === null ? undefined : 'line-through decoration-1';
  return (
    <tr>
      <HeadCell scope="row" className="sticky left-0 min-w-28 bg-paper-raised font-normal">
        {date(entry.disclosedOn, 'UTC')}
      </HeadCell>
      <Cell label="Given to" className="min-w-40">
        {party ? <span className={struck}>{party}</span> : 'Nobody'}
        {furtherRecipients && (
          <span className="block text-xs text-ink-soft">may pass it on to: {furtherRecipients}</span>
        )}
      </Cell>
      <Cell label="Why" className="min-w-56">
        <span className={struck}>{interest}</span>
        {review && <span className="block text-xs text-ink-soft">{reviewWords[review]}</span>}
        {retraction !== null && (
          <span className="block text-sm">
            Entered by mistake, says {entry.retractorName}: {retraction}
          </span>
        )}
      </Cell>
      <Cell label="What">
        {records ? (
          <span className={struck}>{isRecordLevel(records) ? levelWords[records] : records}</span>
        ) : (
          'Nothing'
        )}
      </Cell>
      <Cell label="Recorded by">
        {entry.recorderName}
        {canRetract && entry.isByHand && retraction === null && <Retract id={id} party={party} />}
      </Cell>
    </tr>
  );
}

const Retract = ({ id, party }: { id: string; party: string }) => (
  <details className="group">
    <summary className="min-h-8 w-fit cursor-pointer text-sm text-accent pointer-coarse:min-h-11">
      Entered by mistake
      <span className="sr-only">: {party}</span>
    </summary>
    <div className="mt-2 min-w-56">
      <RecordForm
        action={retractDisclosureAction}
        hidden={{ id }}
        fields={[
          {
            name: 'retraction',
            label: 'Why it is a mistake',
            hint: 'The student reads this, and no more of the entry.',
            required: true,
            minLength: 5,
            maxLength: 500,
          },
        ]}
        buttons={[{ label: 'Mark as a mistake' }]}
        about={party}
      />
    </div>
  </details>
);
