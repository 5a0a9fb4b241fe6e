import { ChevronRight } from 'lucide-react';
import { leastOthers, leastStudents } from '@/lib/assessment/analysis';
import { dateTime } from '@/lib/format';

type AnalysisMethodProps = {
  /** Null for now. */
  asOf: string | null;
  timeZone: string;
};

/** Sample, moment and method of the figures about questions. */
export function AnalysisMethod({ asOf, timeZone }: AnalysisMethodProps) {
  const moment = asOf ?? new Date().toISOString();
  return (
    <details className="group text-sm print:hidden">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        What these numbers stand on
      </summary>
      <dl className="mt-2 grid max-w-reading gap-x-6 gap-y-3 sm:grid-cols-[auto_1fr] [&_dt]:font-semibold">
        <dt>As of</dt>
        <dd>
          <time dateTime={moment}>{dateTime(moment, timeZone)}</time> ({timeZone}), over the whole time of the
          course.{asOf && ' In a class of this size the answers are gone through every ten minutes.'}
        </dd>
        <dt>Sample</dt>
        <dd>
          The first answer of each student to the question as it is worded now, students who withdrew
          included. Answers to an earlier wording are kept but not counted. No figure stands on fewer than{' '}
          {leastStudents} students.
        </dd>
        <dt>Right at first</dt>
        <dd>
          The share of first answers that are right: the difficulty of classical test theory, high for easy
          questions. A question with several right choices is right when exactly those are chosen. The
          interval is Wilson’s, at 95 %.
        </dd>
        <dt>Discrimination</dt>
        <dd>
          The correlation (point-biserial) of a right first answer with the share of right first answers to
          the other questions of the course, the question itself left out. It counts students who have
          answered at least {leastOthers} others. About 0.2 or more is usual for a good question; below 0 it
          works backwards.
        </dd>
        <dt>Upper − lower</dt>
        <dd>
          The share right among the 27 % who do best at the other questions, minus that among the 27 % who do
          worst; students level with the last of a group belong to it.
        </dd>
        <dt>To look at</dt>
        <dd>
          Flagged where the whole 95 % interval lies beyond a bound: more than 90 % or less than 30 % right, a
          discrimination below 0.2 or below 0. A wrong choice is unused when under 5 % of at least 50 students
          chose it. The key is in doubt when the upper group prefers a wrong choice to a right one.
        </dd>
      </dl>
    </details>
  );
}
