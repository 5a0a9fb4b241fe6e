'use server';

import { answerForm, type FormState } from '../form-state';
import { placeHold, releaseHold } from './holds';

/** Form action: places a legal hold. */
export const placeHoldAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(placeHold, form, 'Placed: nothing of it is deleted from now on.');

/** Form action: releases a legal hold. */
export const releaseHoldAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(releaseHold, form, 'Released.');
