'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { unsubscribeAction } from '@/lib/notifications/actions';

/** The button that stops e-mails. A page that only opens stops nothing: mail scanners open every link. */
export function UnsubscribeForm({ token }: { token: string }) {
  const [answer, submit, pending] = useActionState(unsubscribeAction, null);
  if (answer?.ok) {
    return (
      <Alert tone="positive" live title="Done. These e-mails have stopped.">
        You can choose again at any time under{' '}
        <TextLink href="/notifications/preferences">your notification choices</TextLink>.
      </Alert>
    );
  }
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      {answer && <Alert tone="critical" live title={answer.message} />}
      <input type="hidden" name="token" value={token} />
      <Button type="submit" size="lg" busy={pending}>
        Stop these e-mails
      </Button>
    </form>
  );
}
