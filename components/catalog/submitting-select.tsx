'use client';

import type { ComponentProps } from 'react';
import { Select } from '@/components/ui/select';

/** A select that submits its form when a choice is made; without JavaScript the form's button does. */
export function SubmittingSelect(props: ComponentProps<typeof Select>) {
  return <Select {...props} onChange={(event) => event.currentTarget.form?.requestSubmit()} />;
}
