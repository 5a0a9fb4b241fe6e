'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { dismissAction } from '@/lib/analytics/actions';
import type { Recommendation } from '@/lib/analytics/recommendations';

type DismissFormProps = { recommendation: Pick<Recommendation, 'courseId' | 'sectionId' | 'rule' | 'text'> };

/** Takes a recommendation out of the way for a while. */
export function DismissForm({ recommendation }: DismissFormProps) {
  const [refusal, submit, pending] = useActionState(dismissAction, null);
  const { courseId, sectionId, rule, text } = recommendation;
  return (
    <form action={submit}>
      {refusal && <Alert tone="critical" live title={refusal.message} />}
      <input type="hidden" name="courseId" value={courseId} />
      <input type="hidden" name="sectionId" value={sectionId} />
      <input type="hidden" name="rule" value={rule} />
      <Button type="submit" variant="quiet" size="sm" busy={pending}>
        Not now<span className="sr-only">: {text}</span>
      </Button>
    </form>
  );
}
