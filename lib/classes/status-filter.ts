import { z } from 'zod';
import { type LearningStatus, learningStatuses } from '@/lib/analytics/standing';

export const rosterStatuses = ['ACTIVE', 'COMPLETED', 'DROPPED'] as const;
export type EnrollmentStatus = (typeof rosterStatuses)[number];

/** Which students: those with this state of their enrolment, this learning status, or both. */
export type StatusFilter = { enrollment?: EnrollmentStatus; learning?: LearningStatus };

/** `status=a,b` of a link and `status=a&status=b` of a form alike; what is empty says nothing. */
function listed(value: unknown): unknown {
  const items = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(items)) return items;
  const said = items.filter((item) => item !== '');
  return said.length > 0 ? said : undefined;
}

const oneOf = <T extends string>(known: readonly T[], given: readonly string[]): T[] =>
  known.filter((status) => given.includes(status));

export const statusFilter = z.preprocess(
  listed,
  z
    .array(z.enum([...rosterStatuses, ...learningStatuses]))
    .max(2, 'takes one state of an enrolment and one learning status')
    .meta({
      description:
        'A state of the enrolment, a learning status, or one of each joined by a comma: then a student has both.',
    })
    .transform((given, context): StatusFilter => {
      const enrollment = oneOf(rosterStatuses, given);
      const learning = oneOf(learningStatuses, given);
      if (enrollment.length > 1 || learning.length > 1) context.addIssue('takes one of each kind');
      return {
        ...(enrollment[0] && { enrollment: enrollment[0] }),
        ...(learning[0] && { learning: learning[0] }),
      };
    })
    .optional(),
);

/** A filter as the address says it. */
export const statusText = (filter: StatusFilter | undefined): string =>
  [filter?.enrollment, filter?.learning].filter(Boolean).join(',');
