import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, relative } from '@/lib/format';
import type { IndexUse } from '@/lib/performance/indexes';
import { bytes } from '@/lib/performance/units';

type IndexUsesProps = { indexes: Promise<IndexUse[]>; now: string };

/** The largest indexes and how much each is used. */
export async function IndexUses({ indexes, now }: IndexUsesProps) {
  const found = await indexes;
  if (found.length === 0)
    return <p className="text-sm text-ink-soft">Not enough data yet: no index is larger than a page.</p>;
  return (
    <Table caption="Indexes by size" captionHidden tall>
      <thead>
        <tr>
          <HeadCell>Index</HeadCell>
          <HeadCell numeric>Size</HeadCell>
          <HeadCell numeric>Scans</HeadCell>
          <HeadCell numeric>Last 7 days</HeadCell>
          <HeadCell numeric>Today</HeadCell>
          <HeadCell numeric>Last scan</HeadCell>
        </tr>
      </thead>
      <tbody>
        {found.map((use) => (
          <IndexRow key={use.index} use={use} now={now} />
        ))}
      </tbody>
    </Table>
  );
}

function IndexRow({ use, now }: { use: IndexUse; now: string }) {
  const { table, index, bytes: size, unique, scans, scansByDay, lastScan } = use;
  const last = lastScan === null ? null : relative(lastScan, now, 'UTC');
  return (
    <tr>
      <HeadCell scope="row" className="min-w-52 font-mono text-xs font-normal wrap-anywhere">
        {index}
        <span className="block text-ink-soft">
          on {table}
          {unique && ', unique'}
        </span>
      </HeadCell>
      <Cell numeric>{bytes(size)}</Cell>
      <Cell numeric>{count(scans)}</Cell>
      <Cell numeric>{count(scansByDay.reduce((sum, day) => sum + day, 0))}</Cell>
      <Cell numeric>{count(scansByDay.at(-1) ?? 0)}</Cell>
      <Cell numeric>
        {last === null || lastScan === null ? (
          <span className="text-ink-soft">not yet</span>
        ) : (
          <time dateTime={lastScan} title={`${last.title} UTC`}>
            {last.text}
          </time>
        )}
      </Cell>
    </tr>
  );
}
