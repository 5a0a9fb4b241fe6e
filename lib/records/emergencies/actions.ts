'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import type { AccessState } from '../actions';
import { openByAddress } from './open-by-address';
import { reviewEmergency } from './review';

/** Form action: signs off a look in an emergency. */
export const reviewEmergencyAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    reviewEmergency,
    form,
    sentForm(form).get('justified') === 'true'
      ? 'Signed off: there was an emergency. The student and whoever opened the record are told.'
      : 'Signed off: there was no emergency. The student and whoever opened the record are told.',
  );

/** Said of each address that opens nothing, whoever has it. */
const checkAddress = 'Check that the address is complete, and that the student is at your institution.';

/** Form action: opens a record in an emergency, of a student known by the address. */
export async function openByAddressAction(_before: AccessState, sent: FormData): Promise<AccessState> {
  const form = sentForm(sent);
  const asked = ['address', 'scope', 'purpose', 'justification'].map((name) => [name, form.get(name)]);
  const emergency = { threat: form.get('threat') ?? '', recipients: form.get('recipients') ?? '' };
  try {
    const answer = await openByAddress(await currentViewer(), { ...Object.fromEntries(asked), emergency });
    return { answer };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.kind === 'forbidden' ? `${error.message} ${checkAddress}` : error.message;
    return { message, fields: error.fields ?? {} };
  }
}
