'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { count } from '@/lib/format';
import { explainSampledAction } from '@/lib/optimizer/actions';
import type { SampledPlan } from '@/lib/optimizer/explain/sampled-plans';
import { PlanText } from './plan-text';

/** The same statement planned with values that occur: the server may take another way for a large class than for a small one. */
export function SampledPlans({ statement }: { statement: string }) {
  const [state, submit, pending] = useActionState(explainSampledAction, null);
  return (
    <form action={submit} className="mt-3 flex flex-col items-start gap-3">
      <input type="hidden" name="statement" value={statement} />
      <Button type="submit" variant="secondary" size="sm" busy={pending}>
        Plan it with values that occur
      </Button>
      <p className="max-w-reading text-xs text-ink-soft">
        Takes values of a few people and classes, some of the busiest and some usual ones, and has the
        statement planned with each. It is not run, the values are not shown, and it stands in the trail.
      </p>
      {state && 'message' in state && <Alert tone="caution" live title={state.message} />}
      {state && 'plans' in state && <Plans plans={state.plans} />}
    </form>
  );
}

function Plans({ plans }: { plans: SampledPlan[] }) {
  const all = plans.reduce((sum, { samples }) => sum + samples, 0);
  return (
    <div role="status" className="flex w-full flex-col gap-3">
      <p className="text-sm font-semibold">
        {plans.length === 1 ? 'The same way' : `${plans.length} ways`} for {all} samples
      </p>
      {plans.map((plan) => (
        <OneWay key={plan.lines.join('\n')} plan={plan} all={all} />
      ))}
    </div>
  );
}

function OneWay({ plan: { samples, cost, rows, lines }, all }: { plan: SampledPlan; all: number }) {
  return (
    <div>
      <p className="mb-1 text-sm text-ink-soft">
        {samples} of {all}: cost {range(cost)}, rows expected {range(rows)}
      </p>
      <PlanText lines={lines} />
    </div>
  );
}

const range = ([least, most]: readonly [number, number]) =>
  count(least) === count(most) ? count(least) : `${count(least)} to ${count(most)}`;
