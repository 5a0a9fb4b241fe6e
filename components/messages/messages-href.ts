import type { Audience } from '@/lib/messages/audiences';
import { pageHref } from '@/lib/page-query';

type Wanted = { to?: Audience; students?: readonly string[]; cursor?: string };

/** Where somebody writes to students of a class: to an audience, or to these students. */
export const messagesHref = (
  courseId: string,
  { to, students, cursor }: Wanted = {},
  fragment = '',
): string =>
  pageHref(
    `/teach/${courseId}/messages`,
    { to: to?.toLowerCase(), students: students?.join(','), cursor },
    fragment,
  );
