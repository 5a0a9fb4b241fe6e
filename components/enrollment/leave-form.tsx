'use client';

import { ChevronRight } from 'lucide-react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { leaveAction } from '@/lib/enrollment/actions';
import { useStanding } from '@/lib/enrollment/client';
import { useEnrollmentForm } from './use-enrollment-form';

/** The way out of a course, for its students: says what happens before it does. */
export function LeaveForm({ courseId }: { courseId: string }) {
  const standing = useStanding(courseId);
  const [refusal, submit, pending] = useEnrollmentForm(courseId, leaveAction, '/dashboard');
  if (standing?.kind !== 'student' || standing.enrollment?.status !== 'ACTIVE') return null;
  return (
    <details className="group text-sm print:hidden">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 text-ink-soft hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        Leave this course
      </summary>
      <form action={submit} className="mt-2 flex flex-col items-start gap-3">
        <p className="text-ink-soft">
          The course disappears from your dashboard. What you have done is kept: if you enrol again, you go on
          from where you are now.
        </p>
        {refusal && <Alert tone="critical" live title={refusal.message} />}
        <input type="hidden" name="courseId" value={courseId} />
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Leave the course
        </Button>
      </form>
    </details>
  );
}
