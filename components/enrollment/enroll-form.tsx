'use client';

import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { enrollAction } from '@/lib/enrollment/actions';
import { useEnrollmentForm } from './use-enrollment-form';

type EnrollFormProps = { courseId: string; label: string };

/** Enrols whoever is signed in. */
export function EnrollForm({ courseId, label }: EnrollFormProps) {
  const [refusal, submit, pending] = useEnrollmentForm(courseId, enrollAction);
  return (
    <form action={submit} className="flex flex-col gap-3">
      {refusal && <Alert tone="critical" live title={refusal.message} />}
      <input type="hidden" name="courseId" value={courseId} />
      <Button type="submit" size="lg" busy={pending}>
        {label}
      </Button>
    </form>
  );
}
