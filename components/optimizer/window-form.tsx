'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { Textarea } from '@/components/ui/textarea';
import { setWindowAction } from '@/lib/optimizer/actions';

/** Times of the day as a time field has them. */
type WindowFormProps = { from: string; until: string; timeZone: string };

/** Chooses when approved changes are made, with the reason. */
export function WindowForm({ from, until, timeZone }: WindowFormProps) {
  const [state, submit, pending] = useActionState(setWindowAction, null);
  return (
    <details open={state !== null} className="text-sm print:hidden">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        Choose other hours
      </summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-2 flex max-w-reading flex-col items-start gap-3"
      >
        {state && <Alert tone={state.done ? 'positive' : 'critical'} live title={state.message} />}
        <div className="grid w-full gap-3 sm:grid-cols-3">
          <Field label="From" required>
            {(control) => <Input {...control} type="time" name="from" defaultValue={from} />}
          </Field>
          <Field label="Until" required>
            {(control) => <Input {...control} type="time" name="until" defaultValue={until} />}
          </Field>
          <Field label="Time zone" required>
            {(control) => <Input {...control} name="timeZone" defaultValue={timeZone} maxLength={60} />}
          </Field>
        </div>
        <Field
          label="Why"
          hint="It stands in the audit trail with your name. All institutions on this server share these hours."
          className="w-full"
          required
        >
          {(control) => <Textarea {...control} name="reason" rows={2} minLength={10} maxLength={1000} />}
        </Field>
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Keep these hours
        </Button>
      </form>
    </details>
  );
}
