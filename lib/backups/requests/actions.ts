'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { requestWork } from './request-work';
import type { BackupWork } from './schema';

export type RequestWorkState = { asked: BackupWork } | { message: string } | null;

/** Form action: asks the worker for a backup, an archive or a drill; without JavaScript too. */
export async function requestWorkAction(_state: RequestWorkState, sent: FormData): Promise<RequestWorkState> {
  const form = sentForm(sent);
  try {
    const raw = { work: form.get('work'), reason: form.get('reason') };
    const asked = await requestWork(await currentViewer(), raw);
    refresh();
    return { asked };
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}
