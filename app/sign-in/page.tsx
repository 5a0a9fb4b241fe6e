import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { DemoAccounts } from '@/components/access/demo-accounts';
import { InstitutionSignIn } from '@/components/access/institution-sign-in';
import { SignInForm } from '@/components/access/sign-in-form';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { homeOf } from '@/lib/access/home';
import { identityOf } from '@/lib/access/identity';
import { safeNextPath } from '@/lib/access/next-path';
import { hasInstitutionSignIn } from '@/lib/access/oidc';
import { currentViewer } from '@/lib/access/session';
import { messageForCode } from '@/lib/access/sign-in-messages';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next: wanted, error } = await searchParams;
  const next = safeNextPath(wanted);
  const viewer = await currentViewer();
  if (viewer) redirect(next ?? homeOf(await identityOf(viewer)));
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-6 py-8">
      <PageHeader title="Sign in" lead="To your courses and your record." className="mb-0" />
      <Card as="div" className="flex flex-col gap-4">
        <SignInForm next={next} message={typeof error === 'string' ? messageForCode(error) : undefined} />
        {hasInstitutionSignIn() && <InstitutionSignIn next={next} />}
      </Card>
      <p className="text-sm text-ink-soft">
        Forgotten your password, or no account yet? The administrator of your institution sets both up; this
        page never asks for anything but your e-mail address and password.
      </p>
      {env().DEMO && <DemoAccounts />}
    </div>
  );
}
