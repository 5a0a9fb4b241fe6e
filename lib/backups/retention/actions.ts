'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { clearRetention, setRetention } from './own-retention';

/** Form action: says how long the own institution wants backups kept. */
export const setRetentionAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(setRetention, form, 'Kept: the next pruning goes by it.');

/** Form action: leaves it to the installation again. */
export const clearRetentionAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(clearRetention, form, 'The installation’s policy counts again.');
