'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { recordLetter } from './mutations';

/** Form action: enters what a student asked for by letter. */
export const recordLetterAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordLetter, form, 'Request entered. It waits among the requests.');
