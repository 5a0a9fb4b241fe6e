import { createHash } from 'node:crypto';
import abbreviations from '../vocabulary/abbreviations.json';
import related from '../vocabulary/related.json';
import { fieldRules } from './postings';

/** Raised by hand when the code of indexing changes what it makes of the same words. */
const edition = 2;

let print: string | undefined;

/** By which rules courses are indexed; another text means that every course must be indexed again. */
export function indexRules(): string {
  print ??= createHash('sha256')
    .update(JSON.stringify([edition, fieldRules, abbreviations, related]))
    .digest('hex')
    .slice(0, 16);
  return print;
}
