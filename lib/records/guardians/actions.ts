'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { answerCollection, recordCollectionConsent } from './collection';
import { endGuardianship, linkGuardian, recordRightsFacts } from './mutations';
import type { Settled } from './settle-collection';

const passedWords = {
  STUDENT: 'By them the rights in the record are the student’s own: a guardian sees it no more.',
  GUARDIAN: 'By them a guardian holds the rights in the record, and no longer the student.',
};

const nobodyAgrees =
  'No guardian agrees that data is collected: the account rests, and nobody can sign in with it.';
const wakes = 'The account is open again.';
const ofAccount = ({ rests, woken }: Settled): string[] => [
  ...(rests ? [nobodyAgrees] : []),
  ...(woken ? [wakes] : []),
];

/** Form action: records date of birth and beginning of postsecondary education. */
export const recordRightsFactsAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordRightsFacts, form, ({ rests, woken, passed }) =>
    [
      'Dates recorded.',
      ...(passed === null ? [] : [passedWords[passed]]),
      ...(rests
        ? [
            'By them the student is under 13: nobody can sign in with the account until a guardian agrees that data is collected.',
          ]
        : []),
      ...(woken ? [wakes] : []),
    ].join(' '),
  );

/** Form action: links a verified guardian. */
export const linkGuardianAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(linkGuardian, form, 'Guardian linked.');

/** Form action: ends a guardianship. */
export const endGuardianshipAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(endGuardianship, form, (settled) => ['Guardianship ended.', ...ofAccount(settled)].join(' '));

/** Form action: a guardian agrees to the collection of a child's data, or does so no longer. */
export const recordCollectionConsentAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(recordCollectionConsent, form, ({ agrees, ...settled }) =>
    [
      agrees ? 'Recorded: the guardian agrees.' : 'Recorded: the guardian agrees no longer.',
      ...ofAccount(settled),
    ].join(' '),
  );

/** Form action: a guardian agrees, or takes it back. */
export const answerCollectionAction = async (_before: FormState, form: FormData): Promise<FormState> =>
  answerForm(answerCollection, form, (settled) =>
    ['Your answer is recorded.', ...ofAccount(settled)].join(' '),
  );
