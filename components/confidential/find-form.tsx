'use client';

import { useActionState } from 'react';
import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { TextLink } from '@/components/ui/text-link';
import { findByNumberAction } from '@/lib/confidential/actions';

/** Finds a student by social security number, without opening any. The number never stands in an address. */
export function FindForm() {
  const [state, submit, pending] = useActionState(findByNumberAction, null);
  const errors = state && 'fields' in state ? state.fields : {};
  return (
    <form
      action={submit}
      onReset={keepTyped(state !== null && 'message' in state)}
      className="flex max-w-reading flex-col gap-4"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Social security number" error={errors.ssn} required>
          {(control) => (
            <Input {...control} name="ssn" inputMode="numeric" maxLength={11} autoComplete="off" />
          )}
        </Field>
        <Field label="Why you look for it" error={errors.purpose} required>
          {(control) => <Input {...control} name="purpose" minLength={3} maxLength={100} />}
        </Field>
      </div>
      {state && 'message' in state && (
        <Alert tone="critical" live title={refusalTitle(state.message, errors, ['ssn', 'purpose'])} />
      )}
      {state && 'found' in state && <Found student={state.found} />}
      <div>
        <Button type="submit" variant="secondary" busy={pending}>
          Find the student
        </Button>
      </div>
    </form>
  );
}

function Found({ student }: { student: { id: string; name: string } | null }) {
  if (!student) return <Alert tone="neutral" live title="No student of your institution has this number." />;
  return (
    <Alert tone="positive" live title={student.name}>
      <TextLink href={`/admin/people/${student.id}`}>Confidential details</TextLink> ·{' '}
      <TextLink href={`/admin/records?student=${student.id}`}>Ask for the record</TextLink>
    </Alert>
  );
}
