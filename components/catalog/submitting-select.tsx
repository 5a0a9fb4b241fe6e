'use client';

import type { ComponentProps } from 'react';
import { Select } from '@/components/ui/select';
import { useFollowing } from '@/components/ui/use-following';

type SubmittingSelectProps = ComponentProps<typeof Select> & { value: string };

/** A select that submits its form when a choice is made; without JavaScript the form's button does. */
export function SubmittingSelect({ value, ...props }: SubmittingSelectProps) {
  const [chosen, setChosen] = useFollowing(value);
  return (
    <Select
      {...props}
      value={chosen}
      onChange={(event) => {
        setChosen(event.currentTarget.value);
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
