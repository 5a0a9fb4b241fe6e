'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { FormOutcome } from '@/components/ui/form-outcome';
import { liftMuteAction } from '@/lib/performance/actions';

/** Shows again what is muted. */
export function LiftMuteForm({ id, what }: { id: string; what: string }) {
  const [state, submit, pending] = useActionState(liftMuteAction, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-2">
      <input type="hidden" name="id" value={id} />
      <FormOutcome state={state} />
      <Button type="submit" variant="secondary" size="sm" busy={pending} aria-label={`Show again: ${what}`}>
        Show again
      </Button>
    </form>
  );
}
