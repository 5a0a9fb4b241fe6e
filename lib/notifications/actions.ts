'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { kindNames } from './kinds';
import { unsubscribe } from './mail/unsubscribe';
import { markAllRead, savePreferences } from './mutations';

/** What came of a form; null before it was sent. */
export type FormAnswer = { ok: boolean; message: string } | null;

/** Form action: marks everything as read. */
export async function markAllReadAction(): Promise<{ message: string } | null> {
  try {
    await markAllRead(await currentViewer());
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}

/** Form action: keeps what whoever is signed in wants to be told, and when. */
export async function savePreferencesAction(_before: FormAnswer, sent: FormData): Promise<FormAnswer> {
  const form = sentForm(sent);
  const kinds = kindNames
    .filter((kind) => form.has(`email:${kind}`))
    .map((kind) => ({ kind, inApp: form.has(`inApp:${kind}`), email: String(form.get(`email:${kind}`)) }));
  const quiet = form.has('quiet')
    ? { from: form.get('from'), until: form.get('until') }
    : { from: '00:00', until: '00:00' };
  try {
    await savePreferences(await currentViewer(), { kinds, quiet });
    refresh();
    return { ok: true, message: 'Saved.' };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    throw error;
  }
}

/** Form action: stops what the link of an e-mail stands for. The token names the person; nobody need be signed in. */
export async function unsubscribeAction(_before: FormAnswer, sent: FormData): Promise<FormAnswer> {
  const form = sentForm(sent);
  const token = form.get('token');
  try {
    await unsubscribe(typeof token === 'string' ? token : null);
    return { ok: true, message: 'Done.' };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    throw error;
  }
}
