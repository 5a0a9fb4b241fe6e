const nowhere = 'http://nowhere.invalid';
const longest = 2000;

/**
 * A place on this site to go on to, or null. Whatever could lead elsewhere (a scheme, a host, a backslash, a
 * control character) is no path; what comes back starts with exactly one slash.
 */
export function safeNextPath(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw.length > longest) return null;
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(raw)) return null;
  if (!URL.canParse(raw, nowhere)) return null;
  const { origin, pathname, search, hash } = new URL(raw, nowhere);
  if (origin !== nowhere || pathname.startsWith('//')) return null;
  return pathname + search + hash;
}

/** The sign-in page, which leads back to `path` afterwards. */
export function signInPath(path: string | null): string {
  const next = safeNextPath(path);
  return next && next !== '/' ? `/sign-in?${new URLSearchParams({ next })}` : '/sign-in';
}
