import { count, date } from '@/lib/format';
import { farthest, type Growth, mostYears } from './projection';
import type { Budget } from './report';

/** A figure of a budget: a digit behind the point where it is more than 1. */
export const figure = (value: number): string => value.toFixed(value < 1 ? 2 : 1);

/**
 * When a budget breaks, in words.
 *
 * @param growth by which the day was told; null: it could not be told
 */
export function breaksWords(
  { breaksAt, breaksOn, holdsLarger }: Pick<Budget, 'breaksAt' | 'breaksOn' | 'holdsLarger'>,
  growth: Growth | null,
): string {
  if (breaksAt === null) return `not at ${farthest} times the present size`;
  // What is broken for its size is not whole again in a larger term: something else took the time.
  if (breaksAt <= 1 && holdsLarger)
    return 'not clear: rehearse again while the machine has nothing else to do';
  if (breaksAt <= 1) return 'broken now';
  const size = `at ${figure(breaksAt)} times the present size`;
  if (breaksOn) return `${size}, about ${monthOf(breaksOn)}`;
  return growth ? `${size}, in more than ${mostYears} years` : `${size}; when that is, is not known yet`;
}

/** How fast the term grows, in words. */
export const growthWords = (growth: Growth | null): string =>
  growth
    ? `Growth: ${count(Math.round(growth.perWeek))} enrolments a week, fitted over the last ${growth.weeks} weeks with enrolments.`
    : 'Growth: not enough data yet. It takes six weeks in which students enrolled.';

const monthOf = (day: string): string => date(day, 'UTC').replace(/^\d+ /, '');
