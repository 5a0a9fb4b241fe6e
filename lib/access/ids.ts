import { z } from 'zod';
import { notFound } from '@/lib/errors';

/** An id from a path. Anything that is not a uuid is answered like an id that does not exist. */
export function pathId(value: string): string {
  const result = z.guid().safeParse(value);
  if (!result.success) throw notFound();
  return result.data.toLowerCase();
}

/** Whether a path has an id in its one usual spelling: pages that are kept have one address only. */
export const isPathId = (value: string): boolean =>
  z.guid().safeParse(value).success && value === value.toLowerCase();
