import { queryOptions, useQuery } from '@tanstack/react-query';
import { identityQuery } from '@/lib/access/client';
import type { Standing } from './standing';

const visitor: Standing = { kind: 'visitor' };

/** What the person who is signed in is to a course. Null where there is no such course for this person. */
export const standingQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['standing', courseId],
    queryFn: ({ signal }) => fetchStanding(courseId, signal),
    staleTime: 30_000,
  });

/** What whoever looks at a course is to it; undefined until that is known. Nobody is a visitor, unasked. */
export function useStanding(courseId: string): Standing | null | undefined {
  const { data: viewer } = useQuery(identityQuery);
  const { data: standing } = useQuery({ ...standingQuery(courseId), enabled: Boolean(viewer) });
  if (viewer === undefined) return undefined;
  return viewer === null ? visitor : standing;
}

async function fetchStanding(courseId: string, signal: AbortSignal): Promise<Standing | null> {
  const response = await fetch(`/api/v1/courses/${courseId}/me`, { signal });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`standing answered ${response.status}`);
  return response.json();
}
