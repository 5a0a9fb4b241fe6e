import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { TableSize } from '@/lib/performance/forecast/forecast';
import { perDayWords, rangeWords, sizeIn } from '@/lib/performance/forecast/words';
import { bytes } from '@/lib/performance/units';

const later = 90;

/** How the largest tables grow. */
export function TableGrowth({ tables }: { tables: TableSize[] }) {
  if (tables.length === 0) return null;
  return (
    <Table caption="Tables by size, with their indexes, as of their last vacuum">
      <thead>
        <tr>
          <HeadCell>Table</HeadCell>
          <HeadCell numeric>Size</HeadCell>
          <HeadCell numeric>Growth a day</HeadCell>
          <HeadCell numeric>In {later} days</HeadCell>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ table, bytes: size, trend }) => (
          <tr key={table}>
            <HeadCell scope="row" className="font-mono text-xs font-normal wrap-anywhere">
              {table}
            </HeadCell>
            <Cell numeric>{bytes(size)}</Cell>
            <Cell numeric>
              {trend ? perDayWords(trend) : <span className="text-ink-soft">Not enough data yet</span>}
              {trend && <span className="block text-xs text-ink-soft">{rangeWords(trend)}</span>}
            </Cell>
            <Cell numeric>{trend ? bytes(sizeIn(trend, later)) : '–'}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
