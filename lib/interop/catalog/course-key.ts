import { createHash } from 'node:crypto';

/**
 * What recognises a course of a catalog in its institution when the catalog comes again: its code without
 * case and spaces (`MATH 20C` is `math20c`), or its title where it has no code.
 * Staging tells courses of one code apart by their titles as well.
 */
export const courseKey = (code: string, title: string): string =>
  code === ''
    ? `catalog-title:${short(plain(title).replace(/\s+/g, ' '))}`
    : `catalog:${plain(code).replace(/\s+/g, '')}`;

// An index entry holds 2,700 bytes; composing can make six of one character.
const short = (text: string) =>
  Buffer.byteLength(text) > 2_000 ? createHash('sha256').update(text).digest('hex') : text;

// Not NFKC: it can make a title many times longer than an index entry may be.
const plain = (text: string) => text.normalize('NFC').toLowerCase();
