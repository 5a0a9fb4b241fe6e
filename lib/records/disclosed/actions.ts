'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { recordDisclosure, retractDisclosure } from './record';

/** Form action: records what was given to somebody outside the institution. */
export const recordDisclosureAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    recordDisclosure,
    form,
    'Disclosure recorded. Whoever holds the rights in the record can see it.',
  );

/** Form action: says that an entry is a mistake. */
export const retractDisclosureAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    retractDisclosure,
    form,
    'Marked as a mistake. The student sees that, and no more of the entry.',
  );
