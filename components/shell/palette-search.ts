import { keepPreviousData, queryOptions } from '@tanstack/react-query';

export const shortestSearch = 2;

type SearchResults = {
  courses: { id: string; code: string; title: string }[];
  lessons: { id: string; courseId: string; title: string; courseTitle: string }[];
};

/** Courses and lessons for a text of at least two characters. */
export const paletteSearch = (text: string) =>
  queryOptions({
    queryKey: ['palette', text],
    queryFn: ({ signal }) => search(text, signal),
    enabled: text.length >= shortestSearch,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

async function search(text: string, signal: AbortSignal): Promise<SearchResults> {
  const response = await fetch(`/api/v1/search?${new URLSearchParams({ q: text, limit: '8' })}`, { signal });
  if (!response.ok) throw new Error(`search answered ${response.status}`);
  return response.json();
}
