import { CircleCheck, CircleSlash, LogOut } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import type { ListedPerson } from '@/lib/access/people';

export const stateWords = { active: 'Active', disabled: 'Disabled', left: 'Left' } as const;

/** Whether a person may sign in. */
export function PersonState({ leftAt, disabledAt }: Pick<ListedPerson, 'leftAt' | 'disabledAt'>) {
  if (leftAt)
    return (
      <StatusBadge tone="neutral" icon={<LogOut />}>
        {stateWords.left}
      </StatusBadge>
    );
  return disabledAt ? (
    <StatusBadge tone="caution" icon={<CircleSlash />}>
      {stateWords.disabled}
    </StatusBadge>
  ) : (
    <StatusBadge tone="positive" icon={<CircleCheck />}>
      {stateWords.active}
    </StatusBadge>
  );
}
