'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import {
  arrangeHearing,
  askAmendment,
  askHearing,
  decideAmendment,
  placeStatement,
  withdrawAmendment,
} from './mutations';

/** Form action: asks to have a part of the record amended. */
export const askAmendmentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(askAmendment, form, 'Request to put something right sent. The answer appears here.');

/** Form action: decides on a request or a hearing. */
export const decideAmendmentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(
    decideAmendment,
    form,
    'Request to put something right decided. Whoever holds the rights can read it.',
  );

/** Form action: asks for a hearing. */
export const askHearingAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(askHearing, form, 'Hearing asked for. Somebody else than before decides.');

/** Form action: sets day, time and place of a hearing. */
export const arrangeHearingAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(arrangeHearing, form, 'Hearing set. Whoever holds the rights is told within minutes.');

/** Form action: takes a request back. */
export const withdrawAmendmentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(withdrawAmendment, form, 'Request to put something right taken back.');

/** Form action: adds a statement to the record. */
export const placeStatementAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(placeStatement, form, 'Your statement stands beside the record now.');
