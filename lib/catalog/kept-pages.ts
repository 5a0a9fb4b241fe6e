const course = /^\/courses\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The address under which the page is kept that is rendered once for everybody at a request's target, letter by letter
 * as it was sent; null for every other target. The catalog has an inner address, see next.config.ts; Next calls / so.
 */
export function keptPageKey(target: string): string | null {
  if (target === '/') return '/index';
  if (target === '/courses') return '/catalog';
  return course.test(target) ? target : null;
}
