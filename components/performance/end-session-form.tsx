'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { keepTyped } from '@/components/ui/keep-typed';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { endSessionAction } from '@/lib/performance/actions';
import { sessionKey } from '@/lib/performance/live/session-key';
import type { LiveSession } from '@/lib/performance/live/sessions';

const ways = [
  { value: 'statement', label: 'Stop what it does now; its program sees a failure' },
  { value: 'session', label: 'End the connection; what it had begun is undone' },
];

type Choice = Pick<LiveSession, 'pid' | 'startedAt' | 'statement'>;

/** Ends one of the product's own sessions, with the reason. */
export function EndSessionForm({ sessions }: { sessions: Choice[] }) {
  const [state, submit, pending] = useActionState(endSessionAction, null);
  return (
    <details
      open={state !== null}
      className="rounded-card border bg-paper-raised px-4 py-3 text-sm print:hidden"
    >
      <summary className="min-h-6 font-semibold">End a session of the product</summary>
      <form
        action={submit}
        onReset={keepTyped(state?.done === false)}
        className="mt-3 flex max-w-reading flex-col items-start gap-3"
      >
        <FormOutcome state={state} />
        <Field
          label="Session"
          hint="Those of other programs only whoever runs the database may end."
          className="w-full"
        >
          {(control) => <Select {...control} name="session" options={sessions.map(optionOf)} />}
        </Field>
        <Field label="What to end" className="w-full">
          {(control) => <Select {...control} name="how" options={ways} />}
        </Field>
        <Field label="Reason" hint="It stands in the trail with your name." className="w-full" required>
          {(control) => <Textarea {...control} name="reason" rows={2} minLength={10} maxLength={500} />}
        </Field>
        <Button type="submit" variant="danger" size="sm" busy={pending}>
          End it
        </Button>
      </form>
    </details>
  );
}

const optionOf = (session: Choice) => ({
  value: sessionKey(session),
  label: `pid ${session.pid}: ${session.statement}`,
});
