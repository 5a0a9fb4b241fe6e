'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { chooseDirectory } from './choice';

/** Form action: whether name and institution may be given out. */
export const chooseDirectoryAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(chooseDirectory, form, 'Choice kept.');
