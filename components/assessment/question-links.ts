import type { ClassQuestionsQuery } from '@/lib/assessment/schema';
import { pageHref } from '@/lib/page-query';

/** The address of the page about a class's questions, sorted in a way, with one of them open. */
export const questionsHref = (
  courseId: string,
  { sort, question }: ClassQuestionsQuery,
  fragment = '',
): string =>
  pageHref(`/teach/${courseId}/questions`, { sort: sort === 'place' ? undefined : sort, question }, fragment);
