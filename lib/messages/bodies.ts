import type { Sealed } from '@/db/schema/types';
import type { Open } from '@/lib/keys/sealed-column';

/** A text as its row holds it: sealed, or from before texts were. */
export type StoredBody = { body: string | null; bodySealed: Sealed | null };

/** @throws Unopenable when the text was not sealed for this row */
export const readText = (open: Open, rowId: string, clear: string | null, sealed: Sealed | null): string =>
  sealed ? open(rowId, sealed) : (clear ?? '');

/** @throws Unopenable when the text was not sealed for this row */
export const readBody = (open: Open, rowId: string, { body, bodySealed }: StoredBody): string =>
  readText(open, rowId, body, bodySealed);

/** The row of an earlier version of a note, as what is sealed in it is bound to it. */
export const noteVersionId = (noteId: string, version: number): string => `${noteId}:${version}`;
