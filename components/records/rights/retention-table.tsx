import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count } from '@/lib/format';
import { type Retention, retentionSchedule } from '@/lib/records/retention/schedule';

const schedule = Object.entries<Retention>(retentionSchedule);

/** The retention schedule: what is kept how long, why, and what deletes it. */
export const RetentionTable = () => (
  <Table caption="Retention schedule">
    <thead>
      <tr>
        <HeadCell className="sticky left-0 z-20">What</HeadCell>
        <HeadCell numeric>Days</HeadCell>
        <HeadCell>Why so long</HeadCell>
        <HeadCell>Deleted</HeadCell>
      </tr>
    </thead>
    <tbody>
      {schedule.map(([kind, { label, keptFor, ground, ...deleted }]) => (
        <tr key={kind}>
          <HeadCell scope="row" className="sticky left-0 bg-paper-raised">
            {label}
          </HeadCell>
          <Cell numeric>{keptFor === 'RECORD' ? 'with the record' : count(keptFor)}</Cell>
          <Cell className="min-w-64">{ground}</Cell>
          <Cell className="min-w-32">{whenDeleted(deleted)}</Cell>
        </tr>
      ))}
    </tbody>
  </Table>
);

function whenDeleted({ prunes, onRequest }: Pick<Retention, 'prunes' | 'onRequest'>): string {
  if (prunes) return 'every night';
  return onRequest ? 'when the student asks for it' : 'not by this schedule';
}
