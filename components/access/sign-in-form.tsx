'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { forgetEverybody } from '@/lib/access/client';
import { type SignInState, signInWithPassword } from '@/lib/access/sign-in';

/** E-mail and password. Posts to the server by itself where JavaScript is off. */
export function SignInForm({ next, message }: { next: string | null; message?: string }) {
  const before: SignInState = message ? { message, email: '' } : null;
  const [state, submit, pending] = useActionState(signInWithPassword, before);
  const client = useQueryClient();
  return (
    <form action={submit} onSubmit={() => forgetEverybody(client)} className="flex flex-col gap-4">
      {state && <Alert tone="critical" live title={state.message} />}
      {next && <input type="hidden" name="next" value={next} />}
      <Field label="E-mail" required>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            maxLength={320}
            defaultValue={state?.email}
          />
        )}
      </Field>
      <Field label="Password" required>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            maxLength={200}
          />
        )}
      </Field>
      <Button type="submit" busy={pending}>
        Sign in
      </Button>
    </form>
  );
}
