import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassSummary } from '@/lib/classes/schema';
import { count } from '@/lib/format';
import { completionText } from './completion';

type BandTableProps = { caption: string; of: string; bands: ClassSummary['distribution'] };

/** The table twin of a distribution: students and their share in each band. */
export function BandTable({ caption, of, bands }: BandTableProps) {
  const all = bands.reduce((sum, { students }) => sum + students, 0);
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <HeadCell>{of}</HeadCell>
          <HeadCell numeric>Students</HeadCell>
          <HeadCell numeric>Share</HeadCell>
        </tr>
      </thead>
      <tbody>
        {bands.map(({ label, students }) => (
          <tr key={label}>
            <HeadCell scope="row" className="font-normal">
              {label}
            </HeadCell>
            <Cell numeric>{count(students)}</Cell>
            <Cell numeric>{all > 0 ? completionText((students / all) * 100, 1) : '–'}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
