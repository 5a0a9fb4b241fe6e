'use server';

import { answerForm, type FormState } from '../form-state';
import { recordDisclosure } from './record';

/** Form action: records what was given to somebody outside the institution. */
export const recordDisclosureAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordDisclosure, form, 'Disclosure recorded. The student can see it.');
