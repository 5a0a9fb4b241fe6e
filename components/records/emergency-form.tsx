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
import { openByAddressAction } from '@/lib/records/emergencies/actions';
import { recordScopes } from '@/lib/records/schema';
import { emergencyFields, ThreatFields } from './emergency-fields';
import { RecordView } from './record-view';
import { scopeWords } from './words';

const scopes = recordScopes.map((scope) => ({ value: scope, label: scopeWords[scope] }));
const shown = ['address', 'scope', 'justification', ...emergencyFields];

/** States an emergency about a student who is known by the address alone, and shows the record that it opens. */
export function EmergencyForm({ timeZone }: { timeZone: string }) {
  const [state, submit, pending] = useActionState(useKeptAction(openByAddressAction, lostForm), null);
  const fields = state && 'fields' in state ? state.fields : {};
  return (
    <div className="flex flex-col gap-8">
      <form
        action={submit}
        onReset={keepTyped(state !== null && 'message' in state)}
        className="flex max-w-reading flex-col gap-4"
      >
        <input type="hidden" name="purpose" value="Health or safety emergency" />
        <Field
          label="E-mail address of the student"
          hint="The whole address, as the institution knows it."
          error={fields.address}
          required
        >
          {(control) => <Input {...control} name="address" type="email" maxLength={255} autoComplete="off" />}
        </Field>
        <ThreatFields faults={fields} required />
        <Field label="How much you need" hint="Ask for no more than that." error={fields.scope}>
          {(control) => <Select {...control} name="scope" options={scopes} defaultValue="full" />}
        </Field>
        <Field
          label="Justification"
          hint="Why this record, and why now, in at least 10 characters. The student can read it."
          error={fields.justification}
          required
        >
          {(control) => <Textarea {...control} name="justification" minLength={10} maxLength={1000} />}
        </Field>
        {state && 'message' in state && (
          <Alert tone="critical" live title={refusalTitle(state.message, fields, shown)} />
        )}
        <div>
          <Button type="submit" variant="danger" busy={pending}>
            State the emergency and open the record
          </Button>
        </div>
      </form>
      {state && 'answer' in state && <RecordView answer={state.answer} timeZone={timeZone} />}
    </div>
  );
}
