import { HeadCell } from '@/components/ui/table';
import type { ListedStudent, RosterColumn } from '@/lib/classes/schema';
import { RosterCell } from './roster-columns';
import { RosterName } from './roster-name';

type RosterRowProps = {
  courseId: string;
  student: ListedStudent;
  columns: readonly RosterColumn[];
  now: string;
  timeZone: string;
};

export function RosterRow({ courseId, student, columns, now, timeZone }: RosterRowProps) {
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 max-w-36 min-w-36 bg-paper-raised align-top group-hover:bg-paper-sunken sm:max-w-72 sm:min-w-52 print:min-w-0"
      >
        <RosterName courseId={courseId} student={student} />
      </HeadCell>
      {columns.map((column) => (
        <RosterCell key={column} column={column} student={student} clock={{ now, timeZone }} />
      ))}
    </tr>
  );
}
