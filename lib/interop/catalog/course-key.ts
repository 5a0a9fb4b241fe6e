/**
 * What recognises a course of a catalog in its institution when the catalog comes again: its code without
 * case and spaces (`MATH 20C` is `math20c`), or its title where it has no code.
 * Staging tells courses of one code apart by their titles as well.
 */
export const courseKey = (code: string, title: string): string =>
  code === ''
    ? `catalog-title:${plain(title).replace(/\s+/g, ' ')}`
    : `catalog:${plain(code).replace(/\s+/g, '')}`;

// Not NFKC: it can make a title many times longer than an index entry may be.
const plain = (text: string) => text.normalize('NFC').toLowerCase();
