import { Alert } from '@/components/ui/alert';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { Refusal } from '@/lib/errors';
import { count, counted, dateTime } from '@/lib/format';
import type { ClassImpact } from '@/lib/messages/class-impact';
import { type Impact, leastStudents, type Measures, windowDays } from '@/lib/messages/impact';

type ImpactFigureProps = { impact: Promise<ClassImpact | Refusal>; now: string; timeZone: string };

/** What students did before and after they were written to, beside others; it compares and claims no cause. */
export async function ImpactFigure({ impact: pending, now, timeZone }: ImpactFigureProps) {
  const answer = await pending;
  if (answer instanceof Refusal) return <Alert tone="caution" title={answer.message} />;
  const { impact, workedOutAt } = answer;
  if (!impact?.comparison) return <NotEnough impact={impact} />;
  const { contacts, students, comparableStudents, comparison } = impact;
  const { contacted, comparable } = comparison;
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Before and after a contact" captionHidden>
        <thead>
          <tr>
            <HeadCell>Mean a student</HeadCell>
            <HeadCell numeric>Before</HeadCell>
            <HeadCell numeric>After</HeadCell>
            <HeadCell numeric>Change</HeadCell>
          </tr>
        </thead>
        <tbody>
          <MeasureRow label="Active days, contacted" change={contacted.activeDays} />
          <MeasureRow label="Active days, comparable" change={comparable.activeDays} />
          <MeasureRow label="Sections finished, contacted" change={contacted.sections} />
          <MeasureRow label="Sections finished, comparable" change={comparable.sections} />
        </tbody>
      </Table>
      <p className="text-sm text-ink-soft">
        {counted(contacts, 'contact')} with {counted(students, 'student')}, beside{' '}
        {counted(comparableStudents, 'comparable student')}; {windowDays} days on each side, as of{' '}
        {dateTime(workedOutAt ?? now, timeZone)}.
      </p>
      <ImpactMethod />
    </div>
  );
}

function MeasureRow({ label, change }: { label: string; change: Measures['sections'] }) {
  const difference = change.after - change.before;
  return (
    <tr>
      <HeadCell scope="row" className="min-w-32 font-normal">
        {label}
      </HeadCell>
      <Cell numeric>{change.before.toFixed(1)}</Cell>
      <Cell numeric>{change.after.toFixed(1)}</Cell>
      <Cell numeric>{`${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(1)}`}</Cell>
    </tr>
  );
}

function NotEnough({ impact }: { impact: Impact | null }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold">Not enough data yet</p>
      <p className="text-sm text-ink-soft">
        {impact
          ? `So far ${counted(impact.students, 'contacted student')} can be set beside ${count(impact.comparableStudents)} comparable ones; it takes ${leastStudents} of each.`
          : `A contact counts when ${windowDays} days have passed since.`}
      </p>
      <ImpactMethod />
    </div>
  );
}

const ImpactMethod = () => (
  <details className="text-sm text-ink-soft">
    <summary className="min-h-6 w-fit cursor-pointer hover:text-ink">How is this worked out?</summary>
    <div className="mt-2 flex max-w-reading flex-col gap-2">
      <p>
        Each message or note to a student counts as a contact. The {windowDays} days before it stand beside
        the {windowDays} days after it; the day itself belongs to neither. A further contact within those days
        is not counted again. Contacts of the last half year.
      </p>
      <p>
        Comparable: students of this class who were active on about as many days before (none, one or two,
        three to five, more) and were not contacted from {windowDays} days before to {windowDays} days after.
      </p>
      <p>
        Whom to write to was somebody’s choice, so the two groups may differ in other ways as well: a
        difference here does not show what caused it.
      </p>
    </div>
  </details>
);
