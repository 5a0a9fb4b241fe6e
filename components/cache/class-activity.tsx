import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassFigures } from '@/lib/cache/overview';
import { count } from '@/lib/format';
import { milliseconds, share } from '@/lib/performance/units';
import { ClassHead } from './class-head';

/** What each class did since the server started. */
export function ClassActivity({ classes }: { classes: ClassFigures[] }) {
  return (
    <Table caption="Classes: hits, drops and loads" captionHidden>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Class</HeadCell>
          <HeadCell numeric>Hit share</HeadCell>
          <HeadCell numeric>Hits</HeadCell>
          <HeadCell numeric>Stale</HeadCell>
          <HeadCell numeric>Misses</HeadCell>
          <HeadCell numeric>Over</HeadCell>
          <HeadCell numeric>Evicted</HeadCell>
          <HeadCell numeric>Changed</HeadCell>
          <HeadCell numeric>Loads</HeadCell>
          <HeadCell numeric>Failed</HeadCell>
          <HeadCell numeric>Mean load</HeadCell>
          <HeadCell numeric>Longest</HeadCell>
        </tr>
      </thead>
      <tbody>
        {classes.map((row) => (
          <tr key={row.name} className="group">
            <ClassHead name={row.name} />
            <Cell numeric>{hitShare(row)}</Cell>
            <Cell numeric>{count(row.hits)}</Cell>
            <Cell numeric>{count(row.stale)}</Cell>
            <Cell numeric>{count(row.misses)}</Cell>
            <Cell numeric>{count(row.expired)}</Cell>
            <Cell numeric>{count(row.evictions)}</Cell>
            <Cell numeric>{count(row.invalidations)}</Cell>
            <Cell numeric>{count(row.loads)}</Cell>
            <Cell numeric>{count(row.loadErrors)}</Cell>
            <Cell numeric>{row.loadMean === null ? '–' : milliseconds(row.loadMean)}</Cell>
            <Cell numeric>{row.loadMax === null ? '–' : milliseconds(row.loadMax)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function hitShare({ hits, stale, misses }: ClassFigures): string {
  const asked = hits + stale + misses;
  return asked === 0 ? '–' : share((hits + stale) / asked);
}
