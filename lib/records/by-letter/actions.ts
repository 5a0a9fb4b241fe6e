'use server';

import { answerForm, type FormState } from '../form-state';
import { recordLetter } from './mutations';

/** Form action: enters what a student asked for by letter. */
export const recordLetterAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordLetter, form, 'Request entered. It waits among the requests.');
