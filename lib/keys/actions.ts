'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { rotateNow } from './rotate-now';

export type RotateState = { rotated: true; version: number } | { rotated: false; message: string } | null;

/** Form action: gives a class its next key; without JavaScript too. */
export async function rotateKeyAction(_state: RotateState, sent: FormData): Promise<RotateState> {
  const form = sentForm(sent);
  try {
    const input = { keyClass: form.get('keyClass'), version: form.get('version') };
    const version = await rotateNow(await currentViewer(), input);
    refresh();
    return { rotated: true, version };
  } catch (error) {
    if (error instanceof Refusal) return { rotated: false, message: error.message };
    throw error;
  }
}
