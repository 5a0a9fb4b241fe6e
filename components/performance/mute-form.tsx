'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { keepTyped } from '@/components/ui/keep-typed';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { counted } from '@/lib/format';
import { muteFindingAction } from '@/lib/performance/actions';
import { muteDays } from '@/lib/performance/mutes/periods';

const periods = muteDays.map((days) => ({ value: String(days), label: counted(days, 'day') }));

/** Hides one finding for a while, with the reason. */
export function MuteForm({ check, object }: { check: string; object: string | null }) {
  const [state, submit, pending] = useActionState(muteFindingAction, null);
  return (
    <details open={state !== null} className="text-sm print:hidden">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        Mute{object && <span className="sr-only">: {object}</span>}
      </summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-2 flex max-w-reading flex-col items-start gap-3"
      >
        <input type="hidden" name="check" value={check} />
        <input type="hidden" name="object" value={object ?? ''} />
        <FormOutcome state={state} />
        <Field label="For how long" className="w-full">
          {(control) => <Select {...control} name="days" defaultValue="7" options={periods} />}
        </Field>
        <Field
          label="Why nothing has to be done"
          hint="It stands below and in the trail, with your name, and comes back when the time is over."
          className="w-full"
          required
        >
          {(control) => <Textarea {...control} name="reason" rows={2} minLength={10} maxLength={500} />}
        </Field>
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Mute
        </Button>
      </form>
    </details>
  );
}
