import { z } from 'zod';
import { notFound } from '@/lib/errors';

/** An id from a path. Anything that is not a uuid is answered like an id that does not exist. */
export function pathId(value: string): string {
  const result = z.guid().safeParse(value);
  if (!result.success) throw notFound();
  return result.data.toLowerCase();
}
