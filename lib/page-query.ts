import type { z } from 'zod';

type SearchParams = Record<string, string | string[] | undefined>;
type Values = Record<string, string | number | undefined>;

/**
 * Reads a page's search parameters with the schema of its room. What cannot be used is left out, so that a
 * mistyped address still shows the page; `ignored` names it for a notice. Every field of `schema` must be
 * optional or have a default.
 */
export function pageQuery<T>(schema: z.ZodType<T>, params: SearchParams): { query: T; ignored: string[] } {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const first = schema.safeParse(Object.fromEntries(given));
  if (first.success) return { query: first.data, ignored: [] };
  const unknown = new Set<string>();
  const unusable = new Set<string>();
  for (const issue of first.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) unknown.add(key);
    else unusable.add(String(issue.path[0]));
  }
  const usable = given.filter(([name]) => !unknown.has(name) && !unusable.has(name));
  return { query: schema.parse(Object.fromEntries(usable)), ignored: [...unusable] };
}

/** The address of a page with these search parameters; what is undefined or empty is left out. */
export function pageHref(path: string, values: Values, fragment = ''): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return `${path}${search.size > 0 ? `?${search}` : ''}${fragment}`;
}
