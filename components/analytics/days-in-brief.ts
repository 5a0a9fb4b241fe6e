import { counted, date, duration } from '@/lib/format';

type Day = { day: string; seconds: number; interactions: number };

export type DaysInBrief = {
  /** What the picture shows, in a sentence. */
  summary: string;
  /** What its bars are: minutes, or steps where no time was measured. */
  of: 'minutes' | 'steps';
  bars: { day: string; value: number }[];
};

/** Time by day in a sentence and a picture; activity that was imported without seconds is shown by its steps. */
export function daysInBrief(days: readonly Day[], nothing: string): DaysInBrief {
  const seconds = days.reduce((sum, day) => sum + day.seconds, 0);
  const steps = days.reduce((sum, day) => sum + day.interactions, 0);
  const timed = days.filter((day) => day.seconds > 0).length;
  const untimed = days.filter((day) => day.seconds === 0 && day.interactions > 0).length;
  const of = seconds === 0 && steps > 0 ? 'steps' : 'minutes';
  const bars = days.map((day) => ({
    day: date(day.day, 'UTC').replace(/ \d{4}$/, ''),
    value: of === 'steps' ? day.interactions : Math.round(day.seconds / 60),
  }));
  if (seconds === 0 && steps === 0) return { summary: nothing, of, bars };
  if (of === 'steps') {
    const summary = `${counted(steps, 'step')} on ${counted(untimed, 'day')}; time was not measured. Steps by day:`;
    return { summary, of, bars };
  }
  const more = untimed > 0 ? ` On ${counted(untimed, 'more day', 'more days')} time was not measured.` : '';
  return { summary: `${duration(seconds)} on ${counted(timed, 'day')}.${more} Minutes by day:`, of, bars };
}

/** Imported activity may come without seconds: that is not the same as no time. */
export const timeText = ({ seconds, interactions }: Pick<Day, 'seconds' | 'interactions'>): string =>
  seconds === 0 && interactions > 0 ? 'not measured' : duration(seconds);
