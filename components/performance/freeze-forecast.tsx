import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count } from '@/lib/format';
import type { Forecast, FreezeForecast as Freeze } from '@/lib/performance/forecast/forecast';
import { notEnough, reachedWords } from '@/lib/performance/forecast/words';

/** When tables are frozen next, and when transaction numbers would run out if nothing froze them. */
export function FreezeForecast({ forecast: { identifiers, freezing, asOf } }: { forecast: Forecast }) {
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-serif text-lg font-semibold">Transaction numbers</h3>
      <p className="max-w-reading text-sm text-ink-soft">
        Postgres numbers every change and reuses the numbers after two thousand million; before that, old rows
        must be frozen. Vacuum does so by itself on the first of these days. The others are when half and four
        fifths of all numbers would be used if it never came: the checks warn then.{' '}
        {identifiers
          ? `${perDay(identifiers.transactions.perDay)} transactions and ${perDay(identifiers.multixacts.perDay)} shared row locks a day.`
          : notEnough}
      </p>
      {freezing.length > 0 && <FreezeTable freezing={freezing} asOf={asOf} />}
    </div>
  );
}

const perDay = (number: number) => count(Math.max(0, Math.round(number)));

function FreezeTable({ freezing, asOf }: { freezing: Freeze[]; asOf: string }) {
  return (
    <Table caption="When transaction numbers come to their limits" captionHidden>
      <thead>
        <tr>
          <HeadCell>Table</HeadCell>
          <HeadCell numeric>Transactions since</HeadCell>
          <HeadCell numeric>Locks since</HeadCell>
          <HeadCell>Vacuum by itself</HeadCell>
          <HeadCell>50 %</HeadCell>
          <HeadCell>80 %</HeadCell>
        </tr>
      </thead>
      <tbody>
        {freezing.map(({ table, transactions, multixacts, vacuum, half, most }) => (
          <tr key={table ?? 'all'}>
            <HeadCell scope="row" className="font-mono text-xs font-normal wrap-anywhere">
              {table ?? 'the whole database'}
            </HeadCell>
            <Cell numeric>{count(transactions)}</Cell>
            <Cell numeric>{count(multixacts)}</Cell>
            <Cell className="min-w-40">{reachedWords(vacuum, asOf)}</Cell>
            <Cell className="min-w-40">{reachedWords(half, asOf)}</Cell>
            <Cell className="min-w-40">{reachedWords(most, asOf)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
