import type { Metadata } from 'next';
import { UnsubscribeForm } from '@/components/notifications/unsubscribe-form';
import { unsubscribeWords } from '@/components/notifications/unsubscribe-words';
import { Alert } from '@/components/ui/alert';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { Refusal } from '@/lib/errors';
import { readLink } from '@/lib/notifications/mail/unsubscribe';

export const metadata: Metadata = {
  title: 'Stop e-mails',
  robots: { index: false },
  referrer: 'no-referrer',
};

export default async function UnsubscribePage({ searchParams }: PageProps<'/unsubscribe'>) {
  const { token } = await searchParams;
  const link = typeof token === 'string' ? token : null;
  return (
    <div className="mx-auto max-w-reading">
      <PageHeader title="Stop e-mails" />
      <Choice token={link} />
    </div>
  );
}

function Choice({ token }: { token: string | null }) {
  try {
    const scope = readLink(token);
    return (
      <div className="flex flex-col gap-6">
        <p>
          You will get no more {unsubscribeWords(scope)}. You still find everything under Notifications when
          you are signed in.
        </p>
        <UnsubscribeForm token={token ?? ''} />
      </div>
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (
      <Alert tone="caution" title={error.message}>
        When you are signed in you can choose under{' '}
        <TextLink href="/notifications/preferences">Notifications</TextLink> which e-mails you get.
      </Alert>
    );
  }
}
