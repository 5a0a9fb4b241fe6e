'use server';

import { CredentialsSignin } from '@auth/core/errors';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { signIn } from './auth';
import { typedEmail } from './email-address';
import { homeOf } from './home';
import { identityOf } from './identity';
import { safeNextPath } from './next-path';
import { institutionProviderId } from './oidc';
import { sentForm } from './sent-form';
import { currentViewer } from './session';
import { signInMessages } from './sign-in-messages';

/** What the form shows after a refusal: one sentence, and the address as it was typed. */
export type SignInState = { message: string; email: string } | null;

const credentials = z.strictObject({ email: typedEmail, password: z.string().min(1).max(200) });

/** The sign-in form. Leads on when the password is right. */
export async function signInWithPassword(_previous: SignInState, sent: FormData): Promise<SignInState> {
  const form = sentForm(sent);
  const typed = form.get('email');
  const email = typeof typed === 'string' ? typed.slice(0, 320) : '';
  const input = credentials.safeParse({ email: typed, password: form.get('password') });
  if (!input.success) return { message: signInMessages.incomplete, email };
  try {
    await signIn('credentials', { ...input.data, redirect: false, redirectTo: '/' });
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    return { message: error.code === 'locked' ? signInMessages.locked : signInMessages.refused, email };
  }
  const viewer = await currentViewer();
  redirect(safeNextPath(form.get('next')) ?? (viewer ? homeOf(await identityOf(viewer)) : '/sign-in'));
}

/** Leads to the institution's provider and, from there, back to `next`. */
export async function signInWithInstitution(sent: FormData): Promise<void> {
  const form = sentForm(sent);
  await signIn(institutionProviderId, { redirectTo: safeNextPath(form.get('next')) ?? '/sign-in' });
}
