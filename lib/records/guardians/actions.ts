'use server';

import { answerForm, type FormState } from '../form-state';
import { endGuardianship, linkGuardian, recordCollectionConsent, recordRightsFacts } from './mutations';

/** Form action: records date of birth and beginning of postsecondary education. */
export const recordRightsFactsAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordRightsFacts, form, 'Recorded.');

/** Form action: links a verified guardian. */
export const linkGuardianAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(linkGuardian, form, 'Linked.');

/** Form action: ends a guardianship. */
export const endGuardianshipAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(endGuardianship, form, 'Ended.');

/** Form action: a guardian agrees to the collection of a child's data, or does so no longer. */
export const recordCollectionConsentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordCollectionConsent, form, 'Recorded.');
