'use client';

import { ChevronRight } from 'lucide-react';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { leaveAction } from '@/lib/enrollment/actions';

/** The way out of a course: says what happens before it does. */
export function LeaveForm({ courseId }: { courseId: string }) {
  const [state, submit, pending] = useActionState(leaveAction, null);
  return (
    <details className="group text-sm">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 text-ink-soft hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        Leave this course
      </summary>
      <form action={submit} className="mt-2 flex flex-col items-start gap-3">
        <p className="text-ink-soft">
          The course disappears from your dashboard. What you have done is kept: if you enrol again, you go on
          from where you are now.
        </p>
        {state && <Alert tone="critical" live title={state.message} />}
        <input type="hidden" name="courseId" value={courseId} />
        <Button type="submit" variant="secondary" size="sm" busy={pending}>
          Leave the course
        </Button>
      </form>
    </details>
  );
}
