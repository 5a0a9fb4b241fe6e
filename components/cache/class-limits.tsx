import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassFigures } from '@/lib/cache/overview';
import { count, duration } from '@/lib/format';
import { bytes } from '@/lib/performance/units';
import { ClassHead } from './class-head';

const strategies = { LRU: 'least recently used', TTL: 'what ends first' };
const shortest = 'as its shortest part';

/** Each class with its lifetime, its bound and what it holds now. */
export function ClassLimits({ classes }: { classes: ClassFigures[] }) {
  return (
    <Table caption="Classes: lifetime and bounds" captionHidden>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Class</HeadCell>
          <HeadCell>For</HeadCell>
          <HeadCell numeric>Kept now</HeadCell>
          <HeadCell numeric>At most</HeadCell>
          <HeadCell numeric>Size</HeadCell>
          <HeadCell>Goes first</HeadCell>
          <HeadCell numeric>Lifetime</HeadCell>
          <HeadCell numeric>Others may see a figure up to</HeadCell>
        </tr>
      </thead>
      <tbody>
        {classes.map((row) => (
          <tr key={row.name} className="group">
            <ClassHead name={row.name} long />
            <Cell className="whitespace-nowrap">{row.scope === 'person' ? 'one person' : 'everybody'}</Cell>
            <Cell numeric>{count(row.entries)}</Cell>
            <Cell numeric>{count(row.limit)}</Cell>
            <Cell numeric>{bytes(row.bytes)}</Cell>
            <Cell className="whitespace-nowrap">{strategies[row.strategy]}</Cell>
            <Cell numeric>{row.lifetime === null ? shortest : duration(row.lifetime)}</Cell>
            <Cell numeric>{row.oldest === null ? shortest : `${duration(row.oldest)} old`}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
