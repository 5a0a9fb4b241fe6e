import type { Viewer } from '@/lib/access/viewer';

/** A signature by keyboard counts where it is the name of the person who signed in to give it (34 CFR 99.30(d)). */
export function isNameOf({ displayName }: Viewer, signature: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(signature) === plain(displayName);
}

/** What is said of one that does not count. */
export const signWith = ({ displayName }: Viewer): string =>
  `Sign with your name as it stands in your account: ${displayName}.`;
