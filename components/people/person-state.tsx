import { CircleCheck, CircleSlash } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';

export const stateWords = { active: 'Active', disabled: 'Disabled' } as const;

/** Whether a person may sign in. */
export const PersonState = ({ disabled }: { disabled: boolean }) =>
  disabled ? (
    <StatusBadge tone="caution" icon={<CircleSlash />}>
      {stateWords.disabled}
    </StatusBadge>
  ) : (
    <StatusBadge tone="positive" icon={<CircleCheck />}>
      {stateWords.active}
    </StatusBadge>
  );
