import { HeadCell, SortHeadCell, Table } from '@/components/ui/table';
import type { RosterQuery, RosterStudent } from '@/lib/classes/schema';
import { printedTable } from './printed-table';
import { rosterHref } from './roster-links';
import { RosterRow } from './roster-row';

type RosterTableProps = {
  courseId: string;
  query: RosterQuery;
  students: RosterStudent[];
  now: string;
  timeZone: string;
};

const directions = {
  completion: 'descending',
  name: 'ascending',
  time: 'descending',
  activity: 'descending',
} as const;

/** The class list: dense, its head always in sight, the name staying in place while the rest scrolls sideways. */
export function RosterTable({ courseId, query, students, now, timeZone }: RosterTableProps) {
  const sorted = query.sort ?? 'completion';
  const sortBy = (sort: keyof typeof directions) => ({
    href: rosterHref(courseId, query, { sort }),
    direction: sort === sorted ? directions[sort] : null,
  });
  return (
    <Table caption="Students of this class" captionHidden tall className={printedTable}>
      <thead>
        <tr>
          <SortHeadCell {...sortBy('name')} className="sticky left-0 z-20">
            Name
          </SortHeadCell>
          <SortHeadCell {...sortBy('completion')}>Completion</SortHeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell numeric>Sections done</HeadCell>
          <SortHeadCell {...sortBy('time')} numeric>
            Time
          </SortHeadCell>
          <SortHeadCell {...sortBy('activity')} numeric>
            Last activity
          </SortHeadCell>
        </tr>
      </thead>
      <tbody>
        {students.map((student) => (
          <RosterRow
            key={student.userId}
            courseId={courseId}
            student={student}
            now={now}
            timeZone={timeZone}
          />
        ))}
      </tbody>
    </Table>
  );
}
