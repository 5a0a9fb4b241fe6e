'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { rotateKeyAction } from '@/lib/keys/actions';

type RotateFormProps = { keyClass: string; version: number; title: string };

/** Gives a class its next key. */
export function RotateForm({ keyClass, version, title }: RotateFormProps) {
  const [state, submit, pending] = useActionState(rotateKeyAction, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      <input type="hidden" name="keyClass" value={keyClass} />
      <input type="hidden" name="version" value={version} />
      {state?.rotated && (
        <Alert tone="positive" live title={`Version ${state.version} seals from now on.`}>
          Within a minute the worker begins to seal anew what older versions hold. You can leave the page.
        </Alert>
      )}
      {state?.rotated === false && <Alert tone="critical" live title={state.message} />}
      <Confirm label="Rotate now" about={title}>
        <p>
          A new version seals from then on, and the worker seals anew whatever older versions hold, which is
          work for the server. A rotation cannot be taken back.
        </p>
        <Button type="submit" busy={pending} aria-label={`Rotate the key: ${title}`}>
          Rotate the key
        </Button>
      </Confirm>
    </form>
  );
}
