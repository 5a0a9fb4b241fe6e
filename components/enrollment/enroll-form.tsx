'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { enrollAction } from '@/lib/enrollment/actions';

type EnrollFormProps = { courseId: string; label: string };

/** Enrols whoever is signed in. A form, so that it works without JavaScript. */
export function EnrollForm({ courseId, label }: EnrollFormProps) {
  const [state, submit, pending] = useActionState(enrollAction, null);
  return (
    <form action={submit} className="flex flex-col gap-3">
      {state && <Alert tone="critical" live title={state.message} />}
      <input type="hidden" name="courseId" value={courseId} />
      <Button type="submit" size="lg" busy={pending}>
        {label}
      </Button>
    </form>
  );
}
