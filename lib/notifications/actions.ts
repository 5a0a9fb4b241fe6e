'use server';

import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { kindNames } from './kinds';
import { markAllRead, markRead, savePreferences } from './mutations';

/** What came of a form; null before it was sent. */
export type FormAnswer = { ok: boolean; message: string } | null;

/** Marks one notification as read. */
export async function markReadAction(id: string): Promise<void> {
  await markRead(await currentViewer(), { id });
}

/** Form action: marks everything as read. */
export async function markAllReadAction(): Promise<void> {
  await markAllRead(await currentViewer());
}

/** Form action: keeps what whoever is signed in wants to be told, and when. */
export async function savePreferencesAction(_before: FormAnswer, form: FormData): Promise<FormAnswer> {
  const kinds = kindNames
    .filter((kind) => form.has(`email:${kind}`))
    .map((kind) => ({ kind, inApp: form.has(`inApp:${kind}`), email: String(form.get(`email:${kind}`)) }));
  const quiet = form.has('quiet')
    ? { from: form.get('from'), until: form.get('until') }
    : { from: '00:00', until: '00:00' };
  try {
    await savePreferences(await currentViewer(), { kinds, quiet });
    return { ok: true, message: 'Saved.' };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    throw error;
  }
}
