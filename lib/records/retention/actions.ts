'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { placeHold, releaseHold } from './holds';
import { graceDays, setTerm } from './set-term';

/** Form action: how long the institution keeps something. */
export const setTermAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(setTerm, form, `Time set. Where it is shorter than before, it counts in ${graceDays} days.`);

/** Form action: places a legal hold. */
export const placeHoldAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(placeHold, form, 'Hold placed. While it is in force, nothing that it covers is deleted.');

/** Form action: releases a legal hold. */
export const releaseHoldAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(releaseHold, form, 'Hold released.');
