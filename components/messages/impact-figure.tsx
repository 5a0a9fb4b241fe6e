import { Alert } from '@/components/ui/alert';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { Refusal } from '@/lib/errors';
import { count, counted, dateTime } from '@/lib/format';
import type { ClassImpact } from '@/lib/messages/class-impact';
import type { Measures } from '@/lib/messages/impact';
import { type Interval, isUnclear } from '@/lib/messages/impact-interval';

type ImpactFigureProps = { impact: Promise<ClassImpact | Refusal>; now: string; timeZone: string };

/** What students did before and after they were written to, beside others; it compares and claims no cause. */
export async function ImpactFigure({ impact: pending, now, timeZone }: ImpactFigureProps) {
  const answer = await pending;
  if (answer instanceof Refusal) return <Alert tone="caution" title={answer.message} />;
  const { impact, workedOutAt, rules } = answer;
  if (!impact?.comparison) return <NotEnough answer={answer} />;
  const { contacts, students, comparableStudents, leftOut, comparison } = impact;
  const { contacted, comparable, difference } = comparison;
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
      <div className="max-w-reading text-sm">
        <p>The change of the contacted less that of the comparable, a student:</p>
        <ul className="list-disc pl-5">
          <DifferenceItem what="Active days" difference={difference.activeDays} />
          <DifferenceItem what="Finished sections" difference={difference.sections} />
        </ul>
        <p>It is no proof that writing did it.</p>
      </div>
      <p className="max-w-reading text-sm text-ink-soft">
        {counted(contacts, 'contact')} with {counted(students, 'student')}, beside{' '}
        {counted(comparableStudents, 'comparable student')} of this class who were not contacted;{' '}
        {rules.windowDays} days on each side, as of {dateTime(workedOutAt ?? now, timeZone)}. On the day
        before, the mean at-risk score was {contacted.score.toFixed(0)} of the contacted and{' '}
        {comparable.score.toFixed(0)} of the comparable.
        {leftOut > 0 && ` ${counted(leftOut, 'contact')} had nobody alike beside them and are left out.`}
      </p>
      <ImpactMethod answer={answer} />
    </div>
  );
}

function MeasureRow({ label, change }: { label: string; change: Measures['sections'] }) {
  return (
    <tr>
      <HeadCell scope="row" className="min-w-32 font-normal">
        {label}
      </HeadCell>
      <Cell numeric>{change.before.toFixed(1)}</Cell>
      <Cell numeric>{change.after.toFixed(1)}</Cell>
      <Cell numeric>{signed(change.after - change.before)}</Cell>
    </tr>
  );
}

function DifferenceItem({ what, difference }: { what: string; difference: Interval }) {
  const { mean, from, to } = difference;
  const range = `between ${signed(from)} and ${signed(to)} in 95 of 100 cases`;
  return (
    <li>
      {isUnclear(difference)
        ? `${what}: no clear difference (${signed(mean)}; ${range})`
        : `${what}: ${signed(mean)} (${range})`}
    </li>
  );
}

/** With its sign, also where it rounds to nothing: “+1.2”, “−0.4”, “0.0”. */
function signed(difference: number): string {
  const text = Math.abs(difference).toFixed(1);
  if (text === '0.0') return text;
  return `${difference < 0 ? '−' : '+'}${text}`;
}

function NotEnough({ answer }: { answer: ClassImpact }) {
  const { impact, rules } = answer;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold">Not enough data yet</p>
      <p className="text-sm text-ink-soft">
        {impact
          ? `So far ${counted(impact.students, 'contacted student')} can be set beside ${count(impact.comparableStudents)} comparable ones; it takes ${rules.leastStudents} of each. ${counted(impact.leftOut, 'contact')} had nobody alike beside them.`
          : `A contact counts when ${rules.windowDays} days have passed since.`}
      </p>
      <ImpactMethod answer={answer} />
    </div>
  );
}

const ImpactMethod = ({ answer: { rules, reference } }: { answer: ClassImpact }) => (
  <details className="text-sm text-ink-soft">
    <summary className="min-h-6 w-fit cursor-pointer hover:text-ink">How is this worked out?</summary>
    <div className="mt-2 flex max-w-reading flex-col gap-2">
      <p>
        Each message or note to a student counts as a contact. The {rules.windowDays} days before it stand
        beside the {rules.windowDays} days after it; the day itself belongs to neither. A further contact
        within those days is not counted again. Contacts of the last {rules.lookedBackDays} days, of the
        newest {rules.contactDays} days with contacts among them.
      </p>
      <p>
        Comparable: students of this class who stood alike at that time and were not contacted from{' '}
        {rules.windowDays} days before to {rules.windowDays} days after. Alike means: on the day before the
        contact the at-risk list had both in the same place (high, raised, or not listed), and both were
        active on about as many of the {rules.windowDays} days before (none, up to {rules.fewDays}, up to{' '}
        {rules.someDays}, more). The list of that day is worked out from what was known then, by the rules of
        the figure. The comparable students of one contact count together as one. Rules version{' '}
        {reference.version}
        {reference.override !== null && ', with changes of your institution'}.
      </p>
      <p>
        The range says how far chance alone may have moved the difference: it comes from how much the
        differences of single students spread, and from how much the comparable students differ among
        themselves. Where it reaches from below nothing to above, there is no clear difference.
      </p>
      <p>
        Whom to write to was somebody’s choice, so the two groups may differ in other ways as well: a
        difference here does not show what caused it.
      </p>
    </div>
  </details>
);
