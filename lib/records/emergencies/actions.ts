'use server';

import { answerForm, type FormState } from '../form-state';
import { reviewEmergency } from './review';

/** Form action: signs off a look in an emergency. */
export const reviewEmergencyAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    reviewEmergency,
    form,
    form.get('justified') === 'true'
      ? 'Signed off: there was an emergency. The student and whoever opened the record are told.'
      : 'Signed off: there was no emergency. The student and whoever opened the record are told.',
  );
