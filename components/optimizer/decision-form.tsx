'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { keepTyped } from '@/components/ui/keep-typed';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { decideAction } from '@/lib/optimizer/actions';
import type { Decision } from '@/lib/optimizer/ledger/state';

const words: Record<Decision, { label: string; variant: 'primary' | 'secondary' | 'quiet' }> = {
  APPROVED: { label: 'Approve', variant: 'primary' },
  TRIAL_ASKED: { label: 'Try it on a copy', variant: 'secondary' },
  REVERT_ASKED: { label: 'Undo', variant: 'secondary' },
  DECLINED: { label: 'Decline', variant: 'quiet' },
};

const dismiss = { label: 'Dismiss', variant: 'quiet' } as const;

const makings = [
  { value: 'quiet', label: 'In the quiet window' },
  { value: 'now', label: 'Now, while people work' },
];

const shownFirst: readonly Decision[] = ['APPROVED', 'TRIAL_ASKED', 'REVERT_ASKED', 'DECLINED'];

type DecisionFormProps = {
  proposalId: number;
  title: string;
  decisions: readonly Decision[];
  /** Of advice: nothing is made here, so that declining it is to dismiss it. */
  advice?: boolean;
};

/** What an administrator may decide of a proposal now, with the reason. */
export function DecisionForm({ proposalId, title, decisions, advice = false }: DecisionFormProps) {
  const [state, submit, pending] = useActionState(decideAction, null);
  return (
    <form
      action={submit}
      onReset={keepTyped(state?.done === false)}
      className="flex max-w-reading flex-col items-start gap-3 print:hidden"
    >
      <input type="hidden" name="proposalId" value={proposalId} />
      {state && <Alert tone={state.done ? 'positive' : 'critical'} live title={state.message} />}
      <Field
        label="Why"
        hint="It stands in the ledger and in the audit trail with your name."
        className="w-full"
        required
      >
        {(control) => <Textarea {...control} name="reason" rows={2} minLength={10} maxLength={1000} />}
      </Field>
      {decisions.includes('APPROVED') && (
        <Field label="If you approve it, it is made">
          {(control) => <Select {...control} name="making" defaultValue="quiet" options={makings} />}
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        {shownFirst
          .filter((decision) => decisions.includes(decision))
          .map((decision) => ({ decision, ...(advice ? dismiss : words[decision]) }))
          .map(({ decision, label, variant }) => (
            <Button
              key={decision}
              type="submit"
              name="decision"
              value={decision}
              size="sm"
              variant={variant}
              busy={pending}
              aria-label={`${label}: ${title}`}
            >
              {label}
            </Button>
          ))}
      </div>
    </form>
  );
}
