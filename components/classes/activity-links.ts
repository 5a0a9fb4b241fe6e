import type { ActivityPageQuery, ClassActivity } from '@/lib/classes/schema';
import { addDays } from '@/lib/days';
import { pageHref } from '@/lib/page-query';

/** The address of a view of a class’s activity. */
export const activityHref = (
  courseId: string,
  query: ActivityPageQuery,
  change: ActivityPageQuery = {},
): string => {
  const { by, from, to } = { ...query, ...change };
  return pageHref(`/teach/${courseId}/activity`, { by: by === 'day' ? undefined : by, from, to });
};

export type ActivitySpan = { label: string; href: string; current: boolean };

/** Windows that are asked for most: all of it, and the last weeks up to the end of what is shown by default. */
export function activitySpans(
  courseId: string,
  query: ActivityPageQuery,
  { to }: Pick<ClassActivity, 'to'>,
): ActivitySpan[] {
  const last = (label: string, days: number) => {
    const from = addDays(to, 1 - days);
    const current = query.from === from && (query.to === undefined || query.to === to);
    return { label, href: activityHref(courseId, query, { from, to: query.to }), current };
  };
  return [
    {
      label: 'Everything',
      href: activityHref(courseId, { by: query.by }),
      current: query.from === undefined && query.to === undefined,
    },
    last('12 weeks', 84),
    last('4 weeks', 28),
  ];
}
