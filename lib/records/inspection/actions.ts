'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { answerInspection, askInspection, withdrawInspection } from './mutations';

/** Form action: asks to inspect a record. */
export const askInspectionAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(askInspection, form, 'Request to see the record sent. You get an answer within 45 days.');

/** Form action: takes a request back. */
export const withdrawInspectionAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(withdrawInspection, form, 'Request to see the record taken back.');

/** Form action: answers a request. */
export const answerInspectionAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(answerInspection, form, 'Request to see the record answered. The student can read it.');
