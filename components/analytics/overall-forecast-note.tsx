import { ChevronRight } from 'lucide-react';
import type { CourseForecast, OverallForecast } from '@/lib/analytics/overall-forecast';
import { counted } from '@/lib/format';
import { CourseForecastTable } from './course-forecast-table';
import { day, rangeWords } from './forecast-days';
import { ForecastNote } from './forecast-note';

type OverallForecastNoteProps = { forecast: OverallForecast; today: string };

/** When the last of all courses will be finished, or why nobody can say; each course one click away. */
export function OverallForecastNote({ forecast, today }: OverallForecastNoteProps) {
  const [only, ...others] = forecast.courses;
  if (!only) return forecast.known ? null : <p>{forecast.reason}</p>;
  if (others.length === 0)
    return <ForecastNote forecast={only.forecast} today={today} endsOn={only.endsOn} />;
  return (
    <div className="flex flex-col gap-2">
      <Said forecast={forecast} />
      <details className="group text-sm">
        <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
          Show each course
        </summary>
        <div className="mt-2 flex flex-col gap-2">
          <CourseForecastTable courses={forecast.courses} />
          <p className="text-xs text-ink-soft">
            As of {day(today)}. All is finished when the last course is, each at its own pace of the recent
            whole weeks. A range holds for one course by itself, in four of five cases; that every course
            keeps to its own is less certain.
          </p>
        </div>
      </details>
    </div>
  );
}

function Said({ forecast }: { forecast: OverallForecast }) {
  const late = forecast.courses.filter(isLate).length;
  return (
    <>
      {forecast.known ? <LastOfAll {...forecast} /> : <LastKnown {...forecast} />}
      {late > 0 && <p>At this pace you would not finish {counted(late, 'course')} in time.</p>}
    </>
  );
}

const isLate = ({ forecast, endsOn }: CourseForecast): boolean =>
  forecast.known && endsOn !== null && forecast.expected > endsOn;

function LastOfAll({ last, expected, latest }: Extract<OverallForecast, { known: true }>) {
  const own = last.forecast.known ? last.forecast.latest : null;
  return (
    <p>
      At your pace you finish the last course about <strong className="font-semibold">{day(expected)}</strong>
      : {last.title}, {rangeWords(last.forecast)}.
      {latest !== own && own !== null && ` ${longerWords(latest)}`}
    </p>
  );
}

const longerWords = (latest: string | null): string =>
  latest === null
    ? 'For another course no end is in sight at your slower pace.'
    : `Another course may take until ${day(latest)}.`;

/** Not all courses have a forecast: why, and the last of those that have. */
function LastKnown({ courses, reason }: Extract<OverallForecast, { known: false }>) {
  const last = courses.find(({ forecast }) => forecast.known);
  return (
    <p>
      {reason}
      {last?.forecast.known && ` The last of these is ${last.title}, about ${day(last.forecast.expected)}.`}
    </p>
  );
}
