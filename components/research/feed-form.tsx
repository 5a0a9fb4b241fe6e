'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { addFeedAction } from '@/lib/optimizer/research/actions';

/** Adds a feed to the list. */
export function FeedForm() {
  const [state, submit, pending] = useActionState(addFeedAction, null);
  return (
    <details open={state !== null} className="text-sm print:hidden">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        Add a feed
      </summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-2 flex max-w-reading flex-col items-start gap-3"
      >
        <FormOutcome state={state} />
        <Field
          label="Address"
          hint="Of an RSS or Atom feed on the public internet, beginning with https://."
          className="w-full"
          required
        >
          {(control) => <Input {...control} type="url" name="url" maxLength={500} placeholder="https://" />}
        </Field>
        <Field label="Title" className="w-full" required>
          {(control) => <Input {...control} name="title" minLength={3} maxLength={200} />}
        </Field>
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Add
        </Button>
      </form>
    </details>
  );
}
