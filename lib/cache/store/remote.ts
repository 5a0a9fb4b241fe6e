import type { Entry, EntryAddress, Mark } from './entry';

export type RemoteState =
  | { state: 'none' }
  | { state: 'connected'; instances: number; applied: number }
  | { state: 'away'; since: string };

/** What a store expects of the place where instances share answers and invalidations. */
export type Remote = {
  /** Where the shared clock stands here. */
  mark(): Pick<Mark, 'epoch' | 'shared'>;
  /** A shared answer that is still true, or null; never fails. */
  fetch(address: EntryAddress): Promise<Entry | null>;
  /** Shares an answer, in the background; never fails. */
  keep(address: EntryAddress, entry: Entry): void;
  /** Resolves when every live instance has applied it, at the latest after `limit` milliseconds. */
  publish(tags: readonly string[], limit: number): Promise<void>;
  state(): RemoteState;
  close(): Promise<void>;
};
