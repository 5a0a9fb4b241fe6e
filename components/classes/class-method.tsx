import { ChevronRight } from 'lucide-react';
import type { ClassSummary } from '@/lib/classes/schema';
import { count, dateTime } from '@/lib/format';

type ClassMethodProps = { summary: ClassSummary; asOf: string; timeZone: string };

/** Sample, moment and method of every figure of a class, one click away from it. */
export function ClassMethod({ summary, asOf, timeZone }: ClassMethodProps) {
  const current = count(summary.active + summary.completed);
  return (
    <details className="group text-sm print:hidden">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        What these numbers stand on
      </summary>
      <dl className="mt-2 grid max-w-reading gap-x-6 gap-y-3 sm:grid-cols-[auto_1fr] [&_dt]:font-semibold">
        <dt>As of</dt>
        <dd>
          <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time> ({timeZone}). The figures are exact at that
          moment, not estimates. They follow by themselves, every few seconds while this page is in sight.
        </dd>
        <dt>Sample</dt>
        <dd>
          Average, median and distribution: the {current} current students (active or completed). Students who
          withdrew are counted as registered, and their time is part of the time spent.
        </dd>
        <dt>Completion</dt>
        <dd>
          Share of required sections done, of the version of the course that the student enrolled in. A lesson
          section is done when the student marks it; a resource (in courses that were imported with resources)
          is done when it is opened. A partly read section counts with its part.
        </dd>
        <dt>Average</dt>
        <dd>The sum of the completions divided by the number of current students.</dd>
        <dt>Median</dt>
        <dd>
          The completion of the student in the middle. It is shown from ten current students on: below that it
          would speak of single people.
        </dd>
        <dt>Time</dt>
        <dd>
          Seconds in which a section was open, visible and in use. Imported activity brings its own time.
        </dd>
      </dl>
    </details>
  );
}
