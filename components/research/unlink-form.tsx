'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { FormOutcome } from '@/components/ui/form-outcome';
import { unlinkResearchAction } from '@/lib/optimizer/research/actions';

/** Takes a link to a proposal away. */
export function UnlinkForm({ linkId, about }: { linkId: number; about: string }) {
  const [state, submit, pending] = useActionState(unlinkResearchAction, null);
  return (
    <form action={submit} className="print:hidden">
      <input type="hidden" name="linkId" value={linkId} />
      {state && !state.done && <FormOutcome state={state} />}
      <Button type="submit" size="sm" variant="quiet" busy={pending}>
        Unlink<span className="sr-only">: {about}</span>
      </Button>
    </form>
  );
}
