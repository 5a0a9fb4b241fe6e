import { ChevronRight } from 'lucide-react';
import { count, dateTime } from '@/lib/format';

type ActivityMethodProps = { registered: number; asOf: string; timeZone: string };

/** Moment, sample and method of the activity of a class, one click away from it. */
export function ActivityMethod({ registered, asOf, timeZone }: ActivityMethodProps) {
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
          moment.
        </dd>
        <dt>Sample</dt>
        <dd>
          All {count(registered)} students who ever registered, whether they are still in the class or not.
          Teachers never count.
        </dd>
        <dt>Active</dt>
        <dd>
          A student who did anything in the course on that day: one student counts once a day. In a week the
          same student counts once as well, so a week is not the sum of its days.
        </dd>
        <dt>Steps</dt>
        <dd>
          Everything that students did: a page opened, a section marked, an answer. Imported clicks count.
        </dd>
        <dt>Days</dt>
        <dd>Days end at midnight in {timeZone}; weeks begin on Monday and are shown whole.</dd>
      </dl>
    </details>
  );
}
