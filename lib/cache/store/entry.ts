import type { CacheClass } from '../classes';

/** The moment a load began, on this process's clock and on the one that instances share. */
export type Mark = {
  local: number;
  /** Which life of the shared clock; empty without one. */
  epoch: string;
  shared: number;
  /** Milliseconds of the wall clock: for the lifetime only. */
  at: number;
};

/** What Next hands over to be kept; only the parts that are looked at here. */
export type Kept = {
  kind: string;
  status?: number;
  revalidate?: number | false;
  headers?: Record<string, number | string | string[] | undefined>;
  data?: { body?: string };
  html?: unknown;
  body?: unknown;
  rscData?: Uint8Array;
  segmentData?: Map<string, Uint8Array>;
};

export type CacheControl = { revalidate: number | false; expire?: number };

export type Encoding = 'br' | 'gzip' | 'identity';

/** One encoding of an answer. Headers are names and values in turn. */
export type Sendable = {
  etag: string;
  body: Buffer;
  headers: string[];
  /** The headers of the answer that nothing has changed. */
  unchanged: string[];
};

export type Entry = {
  value: Kept;
  tags: readonly string[];
  mark: Mark;
  /** When the load began, wherever it ran. */
  loadedAt: number;
  /** Seconds; false: until something in it changes. */
  lifetime: number | false;
  cacheControl?: CacheControl;
  bytes: number;
  /** The answer as it is sent, by its encoding; each is made when it is first asked for, in this process only. */
  sendable?: { readonly [Name in Encoding]?: Sendable };
};

export type Verdict = 'fresh' | 'stale' | 'over';

/**
 * Within its lifetime an answer is fresh. Up to twice of it, what is shared may be given once more while it
 * is loaded anew; a person's own never is.
 *
 * @param limit milliseconds; no answer may be older than this, whatever its lifetime
 */
export function judgeAge(
  { lifetime, loadedAt }: Pick<Entry, 'lifetime' | 'loadedAt'>,
  now: number,
  mayBeStale: boolean,
  limit = Number.POSITIVE_INFINITY,
): Verdict {
  const age = now - loadedAt;
  if (age > limit) return 'over';
  if (lifetime === false || age <= lifetime * 1000) return 'fresh';
  return mayBeStale && age <= lifetime * 2000 ? 'stale' : 'over';
}

const length = (part: unknown) => (typeof part === 'string' || part instanceof Uint8Array ? part.length : 0);

/** About how much memory an answer takes. */
export function bytesOf(value: Kept): number {
  const segments = [...(value.segmentData?.values() ?? [])].reduce((sum, part) => sum + part.length, 0);
  return (
    1 + length(value.data?.body) + length(value.html) + length(value.body) + length(value.rscData) + segments
  );
}

/** The largest answer that is kept. */
export const maxEntryBytes = 2 * 1024 * 1024;

export type EntryAddress = { cacheClass: CacheClass; key: string };
