'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { removeView, reviewFlag, saveView } from './mutations';

/** Form actions, for browsers without JavaScript too. */
export const reviewFlagAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(reviewFlag, form, 'Flag signed off. It stays in the trail with your name.');

export const saveViewAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    (viewer, { name, ...filter }) => saveView(viewer, { name, filter }),
    form,
    'View saved. It stands above the trail, for you alone.',
  );

export const removeViewAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(removeView, form, 'View removed.');
