import type { Keeping } from '../prune/keeping';
import type { ArchiveRecord } from './record';

const day = 86_400_000;

/**
 * Which archives go by the policy: those older than it keeps any, and of daily ones, after their time, all but the first of
 * each month. The newest never goes, nor does a held one; and none does while a record is protected, since an archive may hold
 * it as it was.
 *
 * @param archives oldest first
 * @param isDaily whether one is taken each day, and not only each month and when somebody asks for it
 */
export function planArchivePrune<T extends Pick<ArchiveRecord, 'id' | 'takenAt'>>(
  archives: T[],
  held: ReadonlySet<string>,
  { policy, isProtected }: Keeping,
  isDaily: boolean,
  now: number,
): T[] {
  if (isProtected) return [];
  const firsts = new Map(archives.toReversed().map((archive) => [archive.takenAt.slice(0, 7), archive.id]));
  const isKept = ({ id, takenAt }: T) => {
    const age = (now - Date.parse(takenAt)) / day;
    const isOfMonth = !isDaily || age <= policy.everyDays || firsts.get(takenAt.slice(0, 7)) === id;
    return held.has(id) || (isOfMonth && age <= policy.monthlyDays);
  };
  return archives.slice(0, -1).filter((archive) => !isKept(archive));
}
