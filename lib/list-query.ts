import { z } from 'zod';
import { momentSql } from '@/db/statement';
import { Refusal } from '@/lib/errors';

/** A query parameter that a form may send empty. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Words to look for. PostgreSQL has no NUL in text, so one with a NUL matches nothing that exists. */
export const searchText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `at most ${longest} characters`)
    .refine((text) => !text.includes('\0'), 'holds a character that cannot be searched');

export const pageSize = (usual: number, largest: number) =>
  z.coerce.number().int().min(1).max(largest).default(usual);

export const cursorText = optional(z.string().max(1200));

/** An ILIKE pattern for text that contains `text` itself, wildcards taken literally. */
export const containing = (text: string) => `%${literally(text)}%`;

/** `text` with LIKE's wildcards taken literally. */
export const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/**
 * SQL for the last character there is. `x ~>=~ a AND x ~<~ (a || lastOfAll)` finds what begins with `a` by an index of
 * text_pattern_ops, whatever `a` is; LIKE with a parameter does so only when planned anew for each value.
 */
export const lastOfAll = 'chr(1114111)';

/** SQL that gives an instant for a cursor: UTC, with the database's microseconds. */
export const cursorInstantSql = momentSql;

/** What `cursorInstantSql` gave, and nothing else: a date that does not exist is refused here, not by the database. */
export const cursorInstant = z.iso.datetime({ precision: 6 }).refine((text) => !text.startsWith('0000'));

/** Where a page ended: the sort keys of its last row, opaque to whoever carries it. */
export const encodeCursor = (keys: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/** @throws Refusal when the text is not a cursor that `encodeCursor` could have made for these keys */
export function decodeCursor<Keys extends z.ZodType>(keys: Keys, text: string): z.output<Keys> {
  try {
    return keys.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('invalid', 'This page link is no longer valid. Start again from the first page.');
  }
}
