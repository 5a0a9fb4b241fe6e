'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { dismissRecommendation } from './dismiss';

export type DismissFormState = { message: string } | null;

/** Form action: takes a recommendation out of the way; without JavaScript too. */
export async function dismissAction(_state: DismissFormState, sent: FormData): Promise<DismissFormState> {
  const form = sentForm(sent);
  try {
    const input = {
      courseId: form.get('courseId'),
      sectionId: form.get('sectionId'),
      rule: form.get('rule'),
    };
    await dismissRecommendation(await currentViewer(), input);
    refresh();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}
