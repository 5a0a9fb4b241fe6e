import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Suggestion } from './schema';

/** Suggestions begin with so many characters. */
export const shortestSuggestion = 2;

/** What somebody who has typed this much may mean, best first; a request that is overtaken is given up. */
export const suggestionsFor = (text: string) =>
  queryOptions({
    queryKey: ['catalog', 'suggestions', text],
    queryFn: ({ signal }) => readSuggestions(text, signal),
    enabled: text.length >= shortestSuggestion,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });

async function readSuggestions(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const response = await fetch(`/api/v1/search/suggest?${new URLSearchParams({ q })}`, { signal });
  if (!response.ok) throw new Error(`suggestions answered ${response.status}`);
  const { suggestions }: { suggestions: Suggestion[] } = await response.json();
  return suggestions;
}
