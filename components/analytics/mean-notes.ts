import { counted } from '@/lib/format';

/** What a mean over sections stands on, or that there is none yet. */
export const meanNote = (sections: number, done: string): string =>
  sections === 0
    ? `Not enough data yet: no section ${done}.`
    : `mean of ${counted(sections, 'section')} ${done}`;

/**
 * What a speed stands on; where sections were finished without any time, why there is none.
 *
 * @param timed sections that were finished with their time
 */
export function velocityNote(timed: number, completed: number): string {
  if (timed > 0) return `sections an hour, ${meanNote(timed, 'done')}`;
  return completed > 0 ? 'No speed: time was not measured in the sections done.' : meanNote(0, 'done');
}
