'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { askErasure, decideErasure, withdrawErasure } from './mutations';

/** Form action: asks to be forgotten. */
export const askErasureAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(askErasure, form, 'Request to be forgotten sent. The answer appears here.');

/** Form action: takes the request back. */
export const withdrawErasureAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(withdrawErasure, form, 'Request to be forgotten taken back.');

/** Form action: decides by the retention schedule. */
export const decideErasureAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    decideErasure,
    form,
    'Request to be forgotten decided by the schedule. The student can read it.',
  );
