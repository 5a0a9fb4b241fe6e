'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { FormOutcome } from '@/components/ui/form-outcome';
import { switchFeedAction } from '@/lib/optimizer/research/actions';

type SwitchFormProps = { feedId: string; title: string; enabled: boolean };

/** Turns a feed on or off. */
export function SwitchForm({ feedId, title, enabled }: SwitchFormProps) {
  const [state, submit, pending] = useActionState(switchFeedAction, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-2 print:hidden">
      <input type="hidden" name="feedId" value={feedId} />
      <input type="hidden" name="enabled" value={String(!enabled)} />
      {state && !state.done && <FormOutcome state={state} />}
      <Button type="submit" size="sm" variant="secondary" busy={pending}>
        {enabled ? 'Turn off' : 'Turn on'}
        <span className="sr-only">: {title}</span>
      </Button>
    </form>
  );
}
