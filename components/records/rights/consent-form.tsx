import { giveConsentAction } from '@/lib/records/consents/actions';
import type { Consent } from '@/lib/records/consents/schema';
import { recordScopes } from '@/lib/records/schema';
import { usualConsentPurposes } from '../words';
import { type FormField, RecordForm } from './record-form';
import { consentWords } from './words';

type ConsentFormProps = {
  /** The name to sign with. */
  signer: string;
  /** Whose record; absent: the signer's own. */
  studentId?: string;
};

/** The form's key: what it said of a consent does not stay once one was taken back. */
export const takenBack = (consents: readonly Consent[]): number =>
  consents.filter(({ revokedAt }) => revokedAt !== null).length;

/** Lets somebody see a record, for one purpose and until a day. */
export function ConsentForm({ signer, studentId }: ConsentFormProps) {
  const title = `consent-${studentId ?? 'own'}`;
  const fields: FormField[] = [
    {
      name: 'partyName',
      label: 'Who may see it',
      hint: 'A person or an institution.',
      required: true,
      maxLength: 200,
    },
    {
      name: 'partyEmail',
      label: 'Their e-mail address, if they have an account here',
      hint: 'Whoever has an account here with this address when you sign then finds the record under “Records opened to you”, for as long as you agree; an account made later does not, until you sign again. Everybody else gets it from your institution.',
      kind: 'email',
      maxLength: 255,
    },
    {
      name: 'records',
      label: 'What they may see',
      kind: 'select',
      hint: 'Everything includes what is confidential: social security number, parents’ contact, financial aid, grades and disciplinary matters.',
      options: recordScopes.map((scope) => ({ value: scope, label: consentWords[scope] })),
      value: 'summary',
    },
    {
      name: 'purpose',
      label: 'For what',
      hint: `For example: ${usualConsentPurposes}. It opens the record for this purpose only.`,
      required: true,
      minLength: 3,
      maxLength: 100,
    },
    {
      name: 'expiresOn',
      label: 'Until',
      kind: 'date',
      hint: 'The last day, at most five years ahead.',
      required: true,
    },
    {
      name: 'signature',
      label: 'Your signature',
      hint: `Type your name: ${signer}`,
      required: true,
      maxLength: 255,
    },
  ];
  return (
    <section aria-labelledby={title} className="flex flex-col gap-4 border-t pt-5">
      <h3 id={title} className="text-lg font-semibold">
        Sign a consent
      </h3>
      <RecordForm
        action={giveConsentAction}
        fields={fields}
        hidden={studentId === undefined ? {} : { studentId }}
        buttons={[{ label: 'Sign', variant: 'primary' }]}
      />
    </section>
  );
}
