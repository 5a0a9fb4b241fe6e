'use client';

import { useActionState } from 'react';
import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { lostForm, useKeptAction } from '@/components/ui/kept-action';
import { Textarea } from '@/components/ui/textarea';
import { writeDetailsAction } from '@/lib/confidential/actions';
import { type DetailField, type DetailsState, detailFields } from '@/lib/confidential/schema';
import { fieldWords } from './words';

const hints: Record<DetailField, string> = {
  ssn: 'Nine digits, like 123-45-6789.',
  parentContact: 'Who, and how to reach them; at most 500 characters.',
  financialAid: 'Kind, amount and terms; at most 2,000 characters.',
};

/** Writes confidential details without showing those that are there. */
export function DetailsForm({ state: { student, version, filled } }: { state: DetailsState }) {
  const [state, submit, pending] = useActionState(useKeptAction(writeDetailsAction, lostForm), null);
  const errors = state && 'fields' in state ? state.fields : {};
  return (
    <form
      action={submit}
      onReset={keepTyped(state !== null && 'message' in state)}
      className="flex max-w-reading flex-col gap-4"
    >
      <input type="hidden" name="studentId" value={student.id} />
      <input type="hidden" name="version" value={version} />
      {detailFields.map((field) => (
        <div key={field} className="flex flex-col gap-1">
          <Field
            label={fieldWords[field]}
            hint={`${hints[field]}${filled[field] ? ' Something is kept; left empty, it stays.' : ''}`}
            error={errors[field]}
          >
            {(control) =>
              field === 'ssn' ? (
                <Input {...control} name={field} inputMode="numeric" maxLength={11} autoComplete="off" />
              ) : (
                <Textarea
                  {...control}
                  name={field}
                  rows={2}
                  maxLength={field === 'parentContact' ? 500 : 2_000}
                  autoComplete="off"
                />
              )
            }
          </Field>
          {filled[field] && (
            <Checkbox name="clear" value={field} label={`Remove: ${fieldWords[field].toLowerCase()}`} />
          )}
        </div>
      ))}
      <Field
        label="Purpose"
        hint="Why you write this. The student can read it."
        error={errors.purpose}
        required
      >
        {(control) => <Input {...control} name="purpose" minLength={3} maxLength={100} />}
      </Field>
      {state && 'message' in state && (
        <Alert
          tone="critical"
          live
          title={refusalTitle(state.message, errors, [...detailFields, 'purpose'])}
        />
      )}
      {state && 'saved' in state && <Alert tone="positive" live title="Saved, encrypted." />}
      <div>
        <Button type="submit" busy={pending}>
          Save the details
        </Button>
      </div>
    </form>
  );
}
