import type { ArchiveRecord } from './record';

const day = 86_400_000;

/**
 * Which archives go by the policy: those older than it keeps them. The newest never goes, nor does a held one; and none
 * does while a record is protected, since an archive may hold it as it was.
 *
 * @param archives oldest first
 * @param keptDays how long the policy keeps them
 */
export function planArchivePrune<T extends Pick<ArchiveRecord, 'id' | 'takenAt'>>(
  archives: T[],
  held: ReadonlySet<string>,
  keptDays: number,
  isProtected: boolean,
  now: number,
): T[] {
  if (isProtected) return [];
  return archives
    .slice(0, -1)
    .filter(({ id, takenAt }) => !held.has(id) && (now - Date.parse(takenAt)) / day > keptDays);
}
