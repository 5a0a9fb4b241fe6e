import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useActionState } from 'react';
import type { EnrollmentFormState } from '@/lib/enrollment/actions';
import { standingQuery } from '@/lib/enrollment/client';

type Write = (form: FormData) => Promise<EnrollmentFormState>;

/**
 * A form that changes an enrolment. Once it is done, the person's standing and every page kept in the browser
 * are asked for again: whoever changed a figure sees it changed.
 *
 * @param leadTo where to go then; otherwise the page stays
 */
export function useEnrollmentForm(courseId: string, write: Write, leadTo?: string) {
  const client = useQueryClient();
  const router = useRouter();
  return useActionState(async (_before: EnrollmentFormState, form: FormData) => {
    const refusal = await write(form);
    if (refusal) return refusal;
    await client.invalidateQueries(standingQuery(courseId));
    if (leadTo) router.push(leadTo);
    router.refresh();
    return null;
  }, null);
}
