import { recordDisclosureAction } from '@/lib/records/disclosed/actions';
import { RecordForm } from './record-form';

/** Records what the institution gave to somebody outside, with the party, its interest and further recipients. */
export const DisclosureForm = ({ studentId, today }: { studentId: string; today: string }) => (
  <RecordForm
    action={recordDisclosureAction}
    hidden={{ studentId }}
    fields={[
      { name: 'disclosedOn', label: 'Given on', kind: 'date', value: today, required: true },
      {
        name: 'party',
        label: 'Given to',
        hint: 'A court, another school, an agency …',
        required: true,
        minLength: 2,
        maxLength: 500,
      },
      {
        name: 'interest',
        label: 'Their legitimate interest',
        kind: 'textarea',
        required: true,
        minLength: 5,
        maxLength: 1000,
      },
      { name: 'records', label: 'What was given', required: true, minLength: 3, maxLength: 500 },
      {
        name: 'furtherRecipients',
        label: 'To whom they may pass it on',
        hint: 'Empty where to nobody.',
        maxLength: 500,
      },
    ]}
    buttons={[{ label: 'Record' }]}
  />
);
