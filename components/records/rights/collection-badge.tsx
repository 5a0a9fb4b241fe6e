import { StatusBadge } from '@/components/ui/badge';
import type { ChildCollection } from '@/lib/records/guardians/collection';

/** How it stands with the data of a child under 13, as its guardian sees it. */
export function CollectionBadge({ agreedAt, rests }: Pick<ChildCollection, 'agreedAt' | 'rests'>) {
  if (rests) return <StatusBadge tone="caution">The account rests</StatusBadge>;
  return agreedAt ? (
    <StatusBadge tone="positive">You agree</StatusBadge>
  ) : (
    <StatusBadge tone="neutral">You have not agreed</StatusBadge>
  );
}
