'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { keepTyped } from '@/components/ui/keep-typed';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useFarewell } from '@/components/ui/use-farewell';
import { reviewFlagAction } from '@/lib/oversight/actions';
import { verdicts } from '@/lib/oversight/verdicts';
import { verdictWords } from './verdict-words';

const options = verdicts.map((verdict) => ({ value: verdict, label: verdictWords[verdict].label }));

const lost = (message: string) => ({ done: false as const, message, fields: {}, typed: {} });

/** Signs what was made of a flag. */
export function ReviewForm({ flagId, again }: { flagId: number; again: boolean }) {
  const { form, state, submit, pending } = useFarewell(reviewFlagAction, lost);
  return (
    <details open={state !== null} className="text-sm print:hidden">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        {again ? 'Look again' : 'Review'}
      </summary>
      <form
        ref={form}
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-3 flex max-w-reading flex-col items-start gap-3"
      >
        <input type="hidden" name="flagId" value={flagId} />
        <FormOutcome state={state} />
        <Field label="What it was" className="w-full">
          {(control) => <Select {...control} name="verdict" options={options} />}
        </Field>
        <Field
          label="What you found out"
          hint="Whom you asked and what they said. It stands in the trail with your name."
          className="w-full"
          required
        >
          {(control) => <Textarea {...control} name="note" minLength={10} maxLength={2000} />}
        </Field>
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Sign
        </Button>
      </form>
    </details>
  );
}
