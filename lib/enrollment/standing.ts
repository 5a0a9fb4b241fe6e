import type { NextStep } from '@/lib/analytics/next-step';
import type { EnrollmentState } from './schema';

/** What a person is to a course. */
export type Standing =
  | { kind: 'visitor' }
  | { kind: 'student'; enrollment: EnrollmentState; next: NextStep | null }
  | { kind: 'staff'; teaches: boolean };

const isStudying = (standing: Standing): boolean =>
  standing.kind === 'student' && standing.enrollment !== null && standing.enrollment.status !== 'DROPPED';

/** Whether the lessons of the course open for this person. */
export const opensLessons = (standing: Standing): boolean =>
  standing.kind === 'staff' ? standing.teaches : isStudying(standing);
