import { SortHeadCell, Table } from '@/components/ui/table';
import {
  type ListedStudent,
  type RosterPageQuery,
  type RosterSort,
  rosterColumns,
} from '@/lib/classes/schema';
import { printedTable } from './printed-table';
import { rosterCells, usualColumns } from './roster-columns';
import { rosterHref, sortedBy } from './roster-links';
import { RosterRow } from './roster-row';

type RosterTableProps = {
  courseId: string;
  query: RosterPageQuery;
  students: ListedStudent[];
  now: string;
  timeZone: string;
};

const directions = { asc: 'ascending', desc: 'descending' } as const;

/** The class list: dense, its head always in sight, the name staying in place while the rest scrolls sideways. */
export function RosterTable({ courseId, query, students, now, timeZone }: RosterTableProps) {
  const chosen = query.columns ?? usualColumns;
  const columns = rosterColumns.filter((column) => chosen.includes(column));
  const sortBy = (sort: RosterSort) => {
    const { order, next } = sortedBy(query, sort);
    return {
      href: rosterHref(courseId, query, { sort, order: next }),
      direction: order && directions[order],
    };
  };
  return (
    <Table caption="Students of this class" captionHidden tall className={printedTable}>
      <thead>
        <tr>
          <SortHeadCell {...sortBy('name')} className="sticky left-0 z-20">
            Name
          </SortHeadCell>
          {columns.map((column) => (
            <SortHeadCell key={column} {...sortBy(column)} numeric={rosterCells[column].numeric}>
              {rosterCells[column].label}
            </SortHeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {students.map((student) => (
          <RosterRow
            key={student.userId}
            courseId={courseId}
            student={student}
            columns={columns}
            now={now}
            timeZone={timeZone}
          />
        ))}
      </tbody>
    </Table>
  );
}
