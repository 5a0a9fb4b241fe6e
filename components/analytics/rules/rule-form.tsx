'use client';

import { ChevronRight } from 'lucide-react';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { changeRuleAction, type RuleFormState } from '@/lib/analytics/rules/actions';
import type { RuleState } from '@/lib/analytics/rules/rule-changes';

/** Gives a rule another value, or the product's again; both want a reason. Opens by itself to say what came of it. */
export function RuleForm({ rule }: { rule: RuleState }) {
  const [state, submit, pending] = useActionState(changeRuleAction, null);
  const { key, min, max, step, unit, value, usual } = rule;
  return (
    <details open={state !== null} className="group mt-1 text-sm print:hidden">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        Change<span className="sr-only"> {key}</span>
      </summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-3 flex max-w-reading flex-col items-start gap-3"
      >
        <input type="hidden" name="rule" value={key} />
        <Outcome state={state} />
        <Field label="Value" hint={`${unit}, from ${min} to ${max} in steps of ${step}`} className="w-full">
          {(control) => (
            <Input
              {...control}
              name="value"
              type="number"
              inputMode="decimal"
              min={min}
              max={max}
              step={step}
              defaultValue={value}
              className="max-w-40"
            />
          )}
        </Field>
        <Field
          label="Reason"
          hint="Stands in the audit trail and beside the rule."
          className="w-full"
          required
        >
          {(control) => (
            <Input {...control} name="reason" minLength={10} maxLength={500} autoComplete="off" />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" name="intent" value="change" variant="secondary" size="sm" busy={pending}>
            Change
          </Button>
          {value !== usual && (
            <Button type="submit" name="intent" value="reset" variant="quiet" size="sm" busy={pending}>
              Back to {usual}
            </Button>
          )}
        </div>
      </form>
    </details>
  );
}

function Outcome({ state }: { state: RuleFormState }) {
  if (!state) return null;
  if (!state.done) return <Alert tone="critical" live title={state.message} />;
  const title =
    state.old === state.new ? 'It has this value already.' : `Changed from ${state.old} to ${state.new}.`;
  return <Alert tone="positive" live title={title} />;
}
