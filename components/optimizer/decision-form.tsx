'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
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

const makings = [
  { value: 'quiet', label: 'In the quiet window' },
  { value: 'now', label: 'Now, while people work' },
];

const shownFirst: readonly Decision[] = ['APPROVED', 'TRIAL_ASKED', 'REVERT_ASKED', 'DECLINED'];

type DecisionFormProps = { proposalId: number; title: string; decisions: readonly Decision[] };

/** What an administrator may decide of a proposal now, with the reason. */
export function DecisionForm({ proposalId, title, decisions }: DecisionFormProps) {
  const [state, submit, pending] = useActionState(decideAction, null);
  return (
    <form action={submit} className="flex max-w-reading flex-col items-start gap-3 print:hidden">
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
          .map((decision) => (
            <Button
              key={decision}
              type="submit"
              name="decision"
              value={decision}
              size="sm"
              variant={words[decision].variant}
              busy={pending}
              aria-label={`${words[decision].label}: ${title}`}
            >
              {words[decision].label}
            </Button>
          ))}
      </div>
    </form>
  );
}
