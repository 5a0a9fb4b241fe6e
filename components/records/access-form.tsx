'use client';

import { useActionState, useId } from 'react';
import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { lostForm, useKeptAction } from '@/components/ui/kept-action';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { requestAccessAction } from '@/lib/records/actions';
import { type RecordScope, recordScopes } from '@/lib/records/schema';
import { EmergencyFields, emergencyFields } from './emergency-fields';
import { RecordView } from './record-view';
import { holdersReason, scopeWords, usualPurposes } from './words';

const scopes = recordScopes.map((scope) => ({ value: scope, label: scopeWords[scope] }));

type AccessFormProps = {
  studentId: string;
  timeZone: string;
  /** Whoever decides about a record owes no reason, and need not state an emergency to see it. */
  holdsTheRights?: boolean;
  /** A consent that names the reader: it counts for its purpose alone, and opens no more than this. */
  consent?: { purpose: string; records: RecordScope };
};

/** Asks for the record of a student and shows what came of it. */
export function AccessForm({ studentId, timeZone, holdsTheRights = false, consent }: AccessFormProps) {
  const [state, submit, pending] = useActionState(useKeptAction(requestAccessAction, lostForm), null);
  const fields = state && 'fields' in state ? state.fields : {};
  return (
    <div className="flex flex-col gap-8">
      <form
        action={submit}
        onReset={keepTyped(state !== null && 'message' in state)}
        className="flex max-w-reading flex-col gap-4"
      >
        <input type="hidden" name="studentId" value={studentId} />
        <Field
          label="How much you need"
          hint={holdsTheRights ? undefined : 'Ask for no more than that: there are more grounds for less.'}
          error={fields.scope}
        >
          {(control) => (
            <Select
              {...control}
              name="scope"
              options={consent ? scopes.slice(0, recordScopes.indexOf(consent.records) + 1) : scopes}
              defaultValue={consent?.records ?? 'summary'}
            />
          )}
        </Field>
        {consent ? (
          <input type="hidden" name="purpose" value={consent.purpose} />
        ) : (
          <PurposeField fault={fields.purpose} usual={holdsTheRights ? holdersReason.purpose : undefined} />
        )}
        <Field
          label="Justification"
          hint={
            holdsTheRights
              ? 'It need be no other than this. The student can read it.'
              : 'Why this record, and why now, in at least 10 characters. The student can read it.'
          }
          error={fields.justification}
          required
        >
          {(control) => (
            <Textarea
              {...control}
              name="justification"
              minLength={10}
              maxLength={1000}
              defaultValue={holdsTheRights ? holdersReason.justification : undefined}
            />
          )}
        </Field>
        {!holdsTheRights && !consent && <EmergencyFields faults={fields} />}
        {state && 'message' in state && (
          <Alert
            tone="critical"
            live
            title={refusalTitle(state.message, fields, [
              'scope',
              'purpose',
              'justification',
              ...emergencyFields,
            ])}
          />
        )}
        <div>
          <Button type="submit" busy={pending}>
            Ask for the record
          </Button>
        </div>
      </form>
      {state && 'answer' in state && <RecordView answer={state.answer} timeZone={timeZone} />}
    </div>
  );
}

function PurposeField({ fault, usual }: { fault: string | undefined; usual: string | undefined }) {
  const purposes = useId();
  return (
    <>
      <Field label="Purpose" error={fault} required>
        {(control) => (
          <Input
            {...control}
            name="purpose"
            list={purposes}
            minLength={3}
            maxLength={100}
            defaultValue={usual}
          />
        )}
      </Field>
      <datalist id={purposes}>
        {usualPurposes.map((purpose) => (
          <option key={purpose} value={purpose} />
        ))}
      </datalist>
    </>
  );
}
