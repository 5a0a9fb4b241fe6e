'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { clearCache } from './clear';

export type ClearState = { cleared: true; dropped: number } | { cleared: false; message: string } | null;

/** Form action: clears a class or a tag; without JavaScript too. */
export async function clearCacheAction(_state: ClearState, sent: FormData): Promise<ClearState> {
  const form = sentForm(sent);
  try {
    const input = { what: form.get('what'), name: form.get('name') };
    const outcome = await clearCache(await currentViewer(), input);
    refresh();
    return { cleared: true, ...outcome };
  } catch (error) {
    if (error instanceof Refusal) return { cleared: false, message: error.message };
    throw error;
  }
}
