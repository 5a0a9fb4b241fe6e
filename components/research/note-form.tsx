'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { Textarea } from '@/components/ui/textarea';
import { addNoteAction } from '@/lib/optimizer/research/actions';

/** Writes down what was found out. `today` is the day that it is at the institution. */
export function NoteForm({ today }: { today: string }) {
  const [state, submit, pending] = useActionState(addNoteAction, null);
  return (
    <details open={state !== null} className="text-sm print:hidden">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        Write a note
      </summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-2 flex max-w-reading flex-col items-start gap-3"
      >
        <FormOutcome state={state} />
        <div className="grid w-full gap-3 sm:grid-cols-[1fr_auto]">
          <Field label="Source" required>
            {(control) => <Input {...control} name="source" minLength={3} maxLength={500} />}
          </Field>
          <Field label="Found on" required>
            {(control) => <Input {...control} type="date" name="foundOn" defaultValue={today} />}
          </Field>
        </div>
        <Field label="Finding" className="w-full" required>
          {(control) => <Textarea {...control} name="finding" rows={3} minLength={10} maxLength={2000} />}
        </Field>
        <Field
          label="Does it apply here?"
          hint="To which pages or tables, under which conditions, and why not."
          className="w-full"
          required
        >
          {(control) => (
            <Textarea {...control} name="applicability" rows={2} minLength={10} maxLength={2000} />
          )}
        </Field>
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Keep the note
        </Button>
      </form>
    </details>
  );
}
