import type { Sealed } from '@/db/schema/types';
import type { Open, Row } from '@/lib/keys/sealed-column';

/** A text as its row holds it: sealed, or from before texts were. */
export type StoredBody = { body: string | null; bodySealed: Sealed | null };

export const readText = (open: Open, row: Row, clear: string | null, sealed: Sealed | null): string =>
  sealed ? open(row, sealed) : (clear ?? '');

export const readBody = (open: Open, row: Row, { body, bodySealed }: StoredBody): string =>
  readText(open, row, body, bodySealed);
