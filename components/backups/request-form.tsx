'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { requestWorkAction } from '@/lib/backups/requests/actions';
import type { BackupWork } from '@/lib/backups/requests/schema';

type RequestFormProps = { work: BackupWork; label: string; about: string };

/** Asks the worker for one thing. */
export function RequestForm({ work, label, about }: RequestFormProps) {
  const [state, submit, pending] = useActionState(requestWorkAction, null);
  return (
    <form
      action={submit}
      onReset={keepTyped(state !== null && 'message' in state)}
      className="flex flex-1 basis-56 flex-col items-start gap-2"
    >
      <input type="hidden" name="work" value={work} />
      <Field label="Why" optional className="w-full">
        {(control) => <Input {...control} name="reason" maxLength={200} />}
      </Field>
      <Button type="submit" variant="secondary" busy={pending}>
        {label}
      </Button>
      <p className="text-sm text-ink-soft">{about}</p>
      {state && 'asked' in state && (
        <Alert tone="positive" live title="The worker begins within seconds">
          You can leave the page; how far it is stands below.
        </Alert>
      )}
      {state && 'message' in state && <Alert tone="critical" live title={state.message} />}
    </form>
  );
}
