'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { giveConsent, revokeConsent } from './mutations';

/** Form action: signs a consent. */
export const giveConsentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(giveConsent, form, 'Consent signed. You can take it back at any time.');

/** Form action: takes a consent back. */
export const revokeConsentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(revokeConsent, form, 'Consent taken back. It opens nothing from now on.');
