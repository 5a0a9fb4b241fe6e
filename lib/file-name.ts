/** What a file is called that somebody keeps: what it holds and the day of it in UTC, as in `audit-trail-2026-11-27.csv`. */
export function fileNameOf(what: string, ending: string, at = new Date().toISOString()): string {
  const plain = what.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return `${plain}-${at.slice(0, 10)}.${ending}`;
}

/** The name in a `content-disposition`; null where it names none. */
export const fileNameIn = (disposition: string | null): string | null =>
  /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? null;
