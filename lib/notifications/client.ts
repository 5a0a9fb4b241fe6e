import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';

const queryKey = ['notifications', 'unread'];
/** Milliseconds; asked again by whoever looks at a page, never by one in the background. */
const askEvery = 120_000;

/** How much somebody has not read. */
const unreadQuery = queryOptions({
  queryKey,
  queryFn: ({ signal }) => fetchUnread(signal),
  staleTime: 30_000,
  refetchInterval: askEvery,
});

/** How much whoever is signed in has not read; undefined until that is known. For those who are signed in. */
export const useUnread = (): number | undefined => useQuery(unreadQuery).data;

/** Call it after something was read. */
export const countAgain = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey });

async function fetchUnread(signal: AbortSignal): Promise<number> {
  const response = await fetch('/api/v1/me/notifications/unread', { signal });
  if (!response.ok) throw new Error(`notifications answered ${response.status}`);
  const { unread }: { unread: number } = await response.json();
  return unread;
}

/** Marks one as read, also while its page is being left. A failure only leaves it unread. */
export async function markAsRead(client: QueryClient, id: string): Promise<void> {
  const request = {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  };
  const response = await fetch('/api/v1/me/notifications/read', request).catch(() => null);
  if (response?.ok) await countAgain(client);
}
