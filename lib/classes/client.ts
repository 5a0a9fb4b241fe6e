import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ClassSummary } from './schema';

/** A class as of a moment; `version` tells one state from another (null: as the page was rendered). */
export type ClassPulse = { summary: ClassSummary; version: string | null; asOf: string };

const everyMilliseconds = 5_000;
const afterFault = 60_000;

const pulseQuery = (courseId: string, atFirst: ClassPulse) =>
  queryOptions({
    // A page rendered anew starts from its own figures.
    queryKey: ['class-pulse', courseId, atFirst.asOf],
    queryFn: ({ client, queryKey, signal }) =>
      fetchPulse(courseId, client.getQueryData<ClassPulse>(queryKey) ?? atFirst, signal),
    initialData: atFirst,
    initialDataUpdatedAt: Date.parse(atFirst.asOf),
    staleTime: everyMilliseconds,
    refetchInterval: ({ state }) => (state.status === 'error' ? afterFault : everyMilliseconds),
    refetchIntervalInBackground: false,
    retry: false,
  });

/** The figures of a class, followed every five seconds while the page is in sight; the last known ones when that fails. */
export const useClassPulse = (courseId: string, atFirst: ClassPulse): ClassPulse =>
  useQuery(pulseQuery(courseId, atFirst)).data;

/** Asks for the summary, or only whether what is known still holds. */
export async function fetchPulse(
  courseId: string,
  known: ClassPulse,
  signal: AbortSignal,
): Promise<ClassPulse> {
  const response = await fetch(`/api/v1/courses/${courseId}/class/pulse`, {
    signal,
    headers: known.version ? { 'if-none-match': known.version } : {},
  });
  const asOf = new Date().toISOString();
  if (response.status === 304) return { ...known, asOf };
  if (!response.ok) throw new Error(`the class answered ${response.status}`);
  return { summary: await response.json(), version: response.headers.get('etag'), asOf };
}
