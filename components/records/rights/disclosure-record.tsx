import { Card } from '@/components/ui/card';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { date } from '@/lib/format';
import type { DisclosureEntry } from '@/lib/records/disclosed/schema';

type DisclosureRecordProps = { entries: readonly DisclosureEntry[]; title: string; none: string };

/** To whom a record was given, for what, and to whom they may pass it on. */
export function DisclosureRecord({ entries, title, none }: DisclosureRecordProps) {
  if (entries.length === 0)
    return (
      <Card title={title}>
        <p className="text-ink-soft">{none}</p>
      </Card>
    );
  return (
    <Table caption={title}>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Day</HeadCell>
          <HeadCell>Given to</HeadCell>
          <HeadCell>Why</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>By</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, disclosedOn, party, interest, records, furtherRecipients, recorderName }) => (
          <tr key={id}>
            <HeadCell scope="row" className="sticky left-0 min-w-28 bg-paper-raised font-normal">
              {date(disclosedOn, 'UTC')}
            </HeadCell>
            <Cell className="min-w-40">
              {party}
              {furtherRecipients && (
                <span className="block text-xs text-ink-soft">may pass it on to: {furtherRecipients}</span>
              )}
            </Cell>
            <Cell className="min-w-56">{interest}</Cell>
            <Cell>{records}</Cell>
            <Cell>{recorderName}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
