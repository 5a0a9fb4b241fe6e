'use client';

import { useActionState } from 'react';
import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { lostForm, useKeptAction } from '@/components/ui/kept-action';
import { withdrawEntryAction } from '@/lib/confidential/actions';

type WithdrawEntryProps = { studentId: string; entryId: string; about: string };

/** Takes a wrong entry out of a student's academic record. */
export function WithdrawEntry({ studentId, entryId, about }: WithdrawEntryProps) {
  const [state, submit, pending] = useActionState(useKeptAction(withdrawEntryAction, lostForm), null);
  const errors = state && 'fields' in state ? state.fields : {};
  return (
    <Confirm label="Withdraw" about={about}>
      <p>
        For an entry that is wrong. It leaves the record and every later copy, and is kept with the trail.
        Where another is right, add that one.
      </p>
      <form
        action={submit}
        onReset={keepTyped(state !== null && 'message' in state)}
        className="flex w-full flex-col gap-3"
      >
        <input type="hidden" name="id" value={entryId} />
        <input type="hidden" name="studentId" value={studentId} />
        <Field
          label="Purpose"
          hint="Why it is wrong. The student can read it."
          error={errors.purpose}
          required
        >
          {(control) => <Input {...control} name="purpose" minLength={3} maxLength={100} />}
        </Field>
        {state && 'message' in state && (
          <Alert tone="critical" live title={refusalTitle(state.message, errors, ['purpose'])} />
        )}
        <div>
          <Button type="submit" busy={pending}>
            Withdraw this entry
          </Button>
        </div>
      </form>
    </Confirm>
  );
}
