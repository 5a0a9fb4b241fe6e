'use server';

import { answerForm, type FormState } from '../form-state';
import { reviewEmergency } from './review';

/** Form action: signs off a look in an emergency. */
export const reviewEmergencyAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(reviewEmergency, form, 'Emergency signed off.');
