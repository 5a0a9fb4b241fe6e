'use server';

import { refresh } from 'next/cache';
import { fieldsOf } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { endSession } from './live/end-session';
import { liftMute, muteFinding } from './mutes/mutations';

export type FormState = { done: boolean; message: string } | null;

type Mutation = (viewer: Viewer | null, raw: unknown) => Promise<void>;

/** Form actions, for browsers without JavaScript too. */
export const muteFindingAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answer(muteFinding, form, 'Muted. It stands below, and in the trail with your name.');

export const liftMuteAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answer(liftMute, form, 'Shown again.');

export const endSessionAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answer(endSession, form, 'The server was told to. It stands in the trail with your name.');

async function answer(mutation: Mutation, form: FormData, message: string): Promise<FormState> {
  try {
    await mutation(await currentViewer(), fieldsOf(form));
    refresh();
    return { done: true, message };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, message: error.message };
    throw error;
  }
}
