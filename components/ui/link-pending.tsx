'use client';

import { useLinkStatus } from 'next/link';
import { cn } from './cn';

/** Inside a link (`relative`): a line along its lower edge while the page it leads to is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden="true"
      className={cn(
        'absolute inset-x-3 bottom-0.5 h-0.5 rounded-pill bg-current',
        pending ? 'animate-breathe' : 'invisible',
      )}
    />
  );
}
