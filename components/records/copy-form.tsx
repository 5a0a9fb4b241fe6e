'use client';

import { useActionState } from 'react';
import { NeedsScripts } from '@/components/page/needs-scripts';
import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { type CopyState, takeCopy } from './take-copy';
import { holdersReason } from './words';

type CopyFormProps = {
  studentId: string;
  /** Said behind the button's words to those who do not see whose record it is. */
  about: string;
  /** Whoever decides about the record owes no reason. */
  holdsTheRights?: boolean;
};

/** Takes a complete copy of a record away as a file, for a purpose and with a justification. */
export function CopyForm({ studentId, about, holdsTheRights = false }: CopyFormProps) {
  const [state, submit, pending] = useActionState<CopyState, FormData>(takeCopy, null);
  const refused = state?.done === false ? state : null;
  const usual = holdsTheRights ? holdersReason : undefined;
  return (
    <form action={submit} className="flex max-w-reading flex-col gap-4">
      <p className="text-sm text-ink-soft">
        The whole record as one file that programs can read too. Full names of other students are taken out of
        what staff wrote.
      </p>
      <input type="hidden" name="studentId" value={studentId} />
      <Field label="Purpose" error={refused?.fields.purpose} required>
        {(control) => (
          <Input
            {...control}
            name="purpose"
            minLength={3}
            maxLength={100}
            autoComplete="off"
            defaultValue={refused?.typed.purpose ?? usual?.purpose}
          />
        )}
      </Field>
      <Field
        label="Justification"
        hint={
          holdsTheRights
            ? 'It need be no other than this. The student can read it.'
            : 'Whom the copy is for, and why. The student can read it.'
        }
        error={refused?.fields.justification}
        required
      >
        {(control) => (
          <Textarea
            {...control}
            name="justification"
            minLength={10}
            maxLength={1000}
            defaultValue={refused?.typed.justification ?? usual?.justification}
          />
        )}
      </Field>
      {state?.done && <Alert tone="positive" live title={state.message} />}
      {refused && (
        <Alert
          tone="critical"
          live
          title={refusalTitle(refused.message, refused.fields, ['purpose', 'justification'])}
        />
      )}
      <div>
        <NeedsScripts />
        <Button type="submit" variant="secondary" busy={pending}>
          Download the record<span className="sr-only">: {about}</span>
        </Button>
      </div>
    </form>
  );
}
