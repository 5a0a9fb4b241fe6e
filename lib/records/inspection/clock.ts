import { addDays, daysBetween } from '@/lib/days';

/** A request to inspect a record is answered within so many days (34 CFR 99.10(b)). */
export const inspectionDays = 45;

export type InspectionClock = {
  /** Days since the request; the day of the request is 0. */
  day: number;
  /** The last day on which it is answered in time. */
  dueOn: string;
  state: 'OPEN' | 'DUE_TODAY' | 'OVERDUE' | 'ANSWERED' | 'ANSWERED_LATE';
};

/**
 * How a request stands. All days are the institution's calendar days, YYYY-MM-DD, so that a day of 23 or 25 hours is a day.
 *
 * @param answeredOn null: not answered yet
 */
export function inspectionClock(
  requestedOn: string,
  answeredOn: string | null,
  today: string,
): InspectionClock {
  const day = daysBetween(requestedOn, answeredOn ?? today);
  const dueOn = addDays(requestedOn, inspectionDays);
  if (answeredOn !== null) return { day, dueOn, state: answeredOn <= dueOn ? 'ANSWERED' : 'ANSWERED_LATE' };
  if (today > dueOn) return { day, dueOn, state: 'OVERDUE' };
  return { day, dueOn, state: today === dueOn ? 'DUE_TODAY' : 'OPEN' };
}
