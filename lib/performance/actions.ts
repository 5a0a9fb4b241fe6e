'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { endSession } from './live/end-session';
import { liftMute, muteFinding } from './mutes/mutations';

/** Form actions, for browsers without JavaScript too. */
export const muteFindingAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(muteFinding, form, 'Muted. It stands below, and in the trail with your name.');

export const liftMuteAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(liftMute, form, 'Shown again.');

export const endSessionAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(endSession, form, 'The server was told to. It stands in the trail with your name.');
