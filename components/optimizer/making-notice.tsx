import { Moon } from 'lucide-react';
import { dateTime } from '@/lib/format';

type MakingNoticeProps = {
  /** From when on the worker makes it, and when that was looked up. */
  beginsAt: string;
  asOf: string;
  timeZone: string;
};

const minute = 60_000;

/** When an approved change is made. */
export function MakingNotice({ beginsAt, asOf, timeZone }: MakingNoticeProps) {
  const isDue = Date.parse(beginsAt) - Date.parse(asOf) < minute;
  return (
    <p className="flex items-start gap-2 text-sm font-semibold">
      <Moon className="mt-0.5 size-4 shrink-0 text-accent" />
      {isDue ? (
        'It is made now: the worker begins within a minute.'
      ) : (
        <span>
          It is made in the quiet window, from{' '}
          <time dateTime={beginsAt} className="inline-block">
            {dateTime(beginsAt, timeZone)}
          </time>{' '}
          ({timeZone}). Until then it can be declined.
        </span>
      )}
    </p>
  );
}
