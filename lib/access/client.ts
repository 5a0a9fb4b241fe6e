import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Role } from './viewer';

/** Whoever is signed in, as the interface needs to know it. */
export type Identity = {
  userId: string;
  displayName: string;
  role: Role;
  /** Is a student, or was one: there are pages about the own record. */
  hasRecord: boolean;
  /** Holds the rights in a student's record: there is a page about it, whatever the role. */
  isGuardian: boolean;
  /** Has a student's account to be a guardian with, and never was in a course. */
  isOnlyGuardian: boolean;
  isConsented: boolean;
};

const queryKey = ['me'];

/** Who is signed in; null for nobody. Asked again whenever somebody comes back to the page. */
export const identityQuery = queryOptions({
  queryKey,
  queryFn: async ({ client, signal }) => {
    const viewer = await fetchIdentity(signal);
    dropOthers(client, viewer);
    return viewer;
  },
  staleTime: 30_000,
  refetchOnWindowFocus: 'always',
});

/** Puts what the server already said about the person into the cache. */
export function recognise(client: QueryClient, viewer: Identity | null): void {
  dropOthers(client, viewer);
  client.setQueryData(identityQuery.queryKey, viewer);
}

/** Forgets everybody and every answer: call it before somebody signs in. */
export const forgetEverybody = (client: QueryClient): void => client.clear();

/** Nothing that was answered to one person is ever shown to the next. */
function dropOthers(client: QueryClient, viewer: Identity | null): void {
  const before = client.getQueryData(identityQuery.queryKey);
  if (before === undefined || before?.userId === viewer?.userId) return;
  client.resetQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] });
}

async function fetchIdentity(signal: AbortSignal): Promise<Identity | null> {
  const response = await fetch('/api/v1/me', { signal });
  if (!response.ok) throw new Error(`me answered ${response.status}`);
  const { viewer }: { viewer: Identity | null } = await response.json();
  return viewer;
}
