import { z } from 'zod';
import { Refusal } from '@/lib/errors';

/** Where a page ended: the sort keys of its last row, as the database prints them (microseconds kept). */
const cursor = z.tuple([z.number(), z.string().regex(/^\d{4}-\d\d-\d\d [\d:.]+[+-][\d:]+$/), z.guid()]);

export type Cursor = z.output<typeof cursor>;

export const encodeCursor = (keys: Cursor): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/** @throws Refusal when the text is not a cursor that `encodeCursor` could have made */
export function decodeCursor(text: string): Cursor {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('invalid', 'This page link is no longer valid. Start again from the first page.');
  }
}
