import type { Forecast } from '@/lib/analytics/forecast';
import { date } from '@/lib/format';

/** A day that stays in one line. */
export const day = (value: string): string => date(value, 'UTC').replaceAll(' ', '\u00a0');

/** The range of a forecast in words; empty where there is no forecast. */
export function rangeWords(forecast: Forecast): string {
  if (!forecast.known) return '';
  const { earliest, latest } = forecast;
  return latest === null
    ? `not before ${day(earliest)}, and at your slower pace no end is in sight`
    : `in four of five cases between ${day(earliest)} and ${day(latest)}`;
}
