import { ChevronRight } from 'lucide-react';
import type { Forecast } from '@/lib/analytics/forecast';
import { counted } from '@/lib/format';
import { day, rangeWords } from './forecast-days';

type ForecastNoteProps = {
  forecast: Forecast;
  today: string;
  /** The last day of the course for this student; null without dates. */
  endsOn: string | null;
};

/** When the course will be finished at the pace of the recent weeks, or why nobody can say. */
export function ForecastNote({ forecast, today, endsOn }: ForecastNoteProps) {
  if (!forecast.known) return <p className="text-ink-soft">{forecast.reason}</p>;
  const { expected, pace, weeks } = forecast;
  return (
    <div className="flex flex-col gap-2">
      <p>
        At your pace you finish about <strong className="font-semibold">{day(expected)}</strong>;{' '}
        {rangeWords(forecast)}.
      </p>
      {endsOn !== null && expected > endsOn && (
        <p>
          The course ends on <strong className="font-semibold">{day(endsOn)}</strong>: at this pace you would
          not finish in time.
        </p>
      )}
      <details className="group text-sm text-ink-soft">
        <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
          How is this worked out?
        </summary>
        <p className="mt-1 max-w-reading pl-5.5">
          As of {day(today)}, from the sections you finished in each of the last{' '}
          {counted(weeks, 'whole week')}: {pace.toFixed(1)} a week on average. The range comes from how much
          your weeks differ and how few of them there are; it holds if you go on as in these weeks. Holidays
          and deadlines are not known to it.
        </p>
      </details>
    </div>
  );
}
