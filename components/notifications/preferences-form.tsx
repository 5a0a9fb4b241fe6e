'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { keepTyped } from '@/components/ui/keep-typed';
import { savePreferencesAction } from '@/lib/notifications/actions';
import type { Preferences } from '@/lib/notifications/preferences';
import { KindChoice } from './kind-choice';
import { QuietHoursChoice } from './quiet-hours-choice';

type PreferencesFormProps = {
  preferences: Preferences;
  /** Whether this installation sends e-mail, and to where for this person. */
  mail: { sends: boolean; address: string | null };
  timeZone: string;
};

/** What somebody wants to be told and how. A plain form: it works before any script does. */
export function PreferencesForm({ preferences, mail, timeZone }: PreferencesFormProps) {
  const [answer, submit, pending] = useActionState(savePreferencesAction, null);
  return (
    <form action={submit} onReset={keepTyped(answer?.ok === false)} className="flex flex-col gap-6">
      <MailNotice {...mail} />
      <Card title="What you are told">
        <div className="flex flex-col">
          {preferences.kinds.map((preference) => (
            // Made anew with what was saved: a select keeps its first choice otherwise.
            <KindChoice key={Object.values(preference).join()} preference={preference} />
          ))}
        </div>
        <p className="mt-4 text-sm text-ink-soft">
          Daily e-mails come at eight in the morning, weekly ones on Mondays at eight; where there is nothing
          to say, none comes. E-mails name what happened and lead here; they never hold the text of a message.
        </p>
      </Card>
      <Card title="Quiet hours">
        <QuietHoursChoice
          key={Object.values(preferences.quiet).join()}
          quiet={preferences.quiet}
          timeZone={timeZone}
        />
      </Card>
      {answer && <Alert tone={answer.ok ? 'positive' : 'critical'} live title={answer.message} />}
      <div>
        <Button type="submit" busy={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function MailNotice({ sends, address }: PreferencesFormProps['mail']) {
  if (!sends)
    return (
      <Alert tone="neutral" title="No e-mail goes out from here yet">
        Your administrator has not connected a mail server. You find everything on this page; what you choose
        about e-mail counts as soon as there is one.
      </Alert>
    );
  if (address === null)
    return (
      <Alert tone="caution" title="Your account has no e-mail address">
        You find everything on this page. Ask your institution to add an address if you want e-mail.
      </Alert>
    );
  return <p className="text-sm text-ink-soft">E-mails go to {address}.</p>;
}
