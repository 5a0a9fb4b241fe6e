'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { linkResearchAction } from '@/lib/optimizer/research/actions';
import { hypothesesId } from './hypotheses';

type LinkFormProps = {
  /** `entry 12` or `note 3`. */
  rest: string;
  about: string;
};

/** Links an entry or a note to a proposal; the page holds `Hypotheses` to choose from. */
export function LinkForm({ rest, about }: LinkFormProps) {
  const [state, submit, pending] = useActionState(linkResearchAction, null);
  return (
    <details open={state !== null} className="text-sm print:hidden">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        Link to a proposal<span className="sr-only">: {about}</span>
      </summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-2 flex max-w-reading flex-col items-start gap-3"
      >
        <input type="hidden" name="rest" value={rest} />
        <FormOutcome state={state} />
        <Field label="Number of the proposal" required>
          {(control) => (
            <Input {...control} name="proposalId" list={hypothesesId} inputMode="numeric" pattern="[0-9]+" />
          )}
        </Field>
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Link
        </Button>
      </form>
    </details>
  );
}
