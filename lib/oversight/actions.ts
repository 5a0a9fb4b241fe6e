'use server';

import { refresh } from 'next/cache';
import { fieldsOf } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { removeView, reviewFlag, saveView } from './mutations';

export type FormState = { done: boolean; message: string } | null;

type Mutation = (viewer: Viewer | null, raw: unknown) => Promise<void>;

/** Form actions, for browsers without JavaScript too. */
export const reviewFlagAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answer(reviewFlag, fieldsOf(form), 'Flag signed off. It stays in the trail with your name.');

export async function saveViewAction(_state: FormState, form: FormData): Promise<FormState> {
  const { name, ...filter } = fieldsOf(form);
  return answer(saveView, { name, filter }, 'View saved. It stands above the trail, for you alone.');
}

export const removeViewAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answer(removeView, fieldsOf(form), 'View removed.');

async function answer(mutation: Mutation, input: unknown, message: string): Promise<FormState> {
  try {
    await mutation(await currentViewer(), input);
    refresh();
    return { done: true, message };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, message: error.message };
    throw error;
  }
}
