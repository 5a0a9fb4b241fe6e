'use client';

import { useActionState } from 'react';
import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { lostForm, useKeptAction } from '@/components/ui/kept-action';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { addEntryAction } from '@/lib/confidential/actions';
import { entryKinds } from '@/lib/confidential/schema';
import { kindWords } from './words';

const kinds = entryKinds.map((kind) => ({ value: kind, label: kindWords[kind] }));

type EntryFormProps = {
  studentId: string;
  newEntryId: string;
  /** The day that it is at the institution. */
  today: string;
};

/** Adds an entry to a student's academic record. */
export function EntryForm({ studentId, newEntryId, today }: EntryFormProps) {
  const [state, submit, pending] = useActionState(useKeptAction(addEntryAction, lostForm), null);
  const errors = state && 'fields' in state ? state.fields : {};
  return (
    <form
      action={submit}
      onReset={keepTyped(state !== null && 'message' in state)}
      className="flex max-w-reading flex-col gap-4"
    >
      <input type="hidden" name="id" value={newEntryId} />
      <input type="hidden" name="studentId" value={studentId} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Kind" error={errors.kind}>
          {(control) => <Select {...control} name="kind" options={kinds} />}
        </Field>
        <Field label="Day" error={errors.happenedOn} required>
          {(control) => <Input {...control} type="date" name="happenedOn" min="1950-01-01" max={today} />}
        </Field>
      </div>
      <Field label="Entry" hint="At most 5,000 characters." error={errors.content} required>
        {(control) => <Textarea {...control} name="content" rows={4} maxLength={5_000} autoComplete="off" />}
      </Field>
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
          title={refusalTitle(state.message, errors, ['kind', 'happenedOn', 'content', 'purpose'])}
        />
      )}
      {state && 'saved' in state && <Alert tone="positive" live title="Added, encrypted." />}
      <div>
        <Button type="submit" busy={pending}>
          Add the entry
        </Button>
      </div>
    </form>
  );
}
