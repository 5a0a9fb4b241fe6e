import { Card } from '@/components/ui/card';
import type { ContestableCourse } from '@/lib/records/amendments/schema';
import { recordLetterAction } from '@/lib/records/by-letter/actions';
import type { Guardian, StudentRights } from '@/lib/records/guardians/schema';
import { amendmentFields } from './amendment-fields';
import { type FormField, RecordForm } from './record-form';

type LetterFormProps = {
  rights: StudentRights;
  courses: readonly ContestableCourse[];
  /** The administrator, who enters no letter of their own. */
  viewerId: string;
};

/** Enters what was asked for on paper: whoever has left and cannot sign in keeps the rights in the record. */
export function LetterForm({ rights, courses, viewerId }: LetterFormProps) {
  const { studentId, holder } = rights;
  const guardians = rights.guardians.filter(({ personId }) => personId !== viewerId);
  if (holder === 'GUARDIAN' && guardians.length === 0)
    return (
      <Card title="A request that came by letter">
        <p className="max-w-reading text-sm text-ink-soft">
          A guardian holds the rights in this record. Link the account of whoever wrote above, then enter the
          letter here.
        </p>
      </Card>
    );
  const fields = fieldsOf(rights, guardians);
  return (
    <Card title="A request that came by letter">
      <div className="flex flex-col gap-4">
        <p className="max-w-reading text-sm text-ink-soft">
          Whoever holds the rights but has left, or cannot sign in, may still see the record, have it put
          right and ask to be forgotten. Make sure who asks, then enter it here. It waits among the requests;
          the 45 days count from the day on which it came.
        </p>
        <RecordForm
          action={recordLetterAction}
          hidden={{ studentId }}
          fields={fields}
          buttons={[
            { label: 'Asks to see the record', name: 'kind', value: 'INSPECTION' },
            { label: 'Asks to be forgotten', name: 'kind', value: 'ERASURE' },
          ]}
        />
        <details className="group border-t pt-4">
          <summary className="min-h-8 w-fit cursor-pointer font-semibold text-accent pointer-coarse:min-h-11">
            Asks to have something put right
          </summary>
          <div className="mt-3">
            <RecordForm
              action={recordLetterAction}
              hidden={{ studentId, kind: 'AMENDMENT' }}
              fields={[...fields, ...amendmentFields(courses, 'the student’s')]}
              buttons={[{ label: 'Enter it' }]}
            />
          </div>
        </details>
      </div>
    </Card>
  );
}

const fieldsOf = ({ holder, today }: StudentRights, guardians: readonly Guardian[]): FormField[] => [
  ...(holder === 'GUARDIAN' ? [whoWrote(guardians)] : []),
  { name: 'receivedOn', label: 'Came on', kind: 'date', value: today, required: true },
  {
    name: 'words',
    label: 'What was asked for',
    hint: 'In the words of the letter, and how you know who wrote it. The student and guardians can read this.',
    kind: 'textarea',
    required: true,
    minLength: 10,
    maxLength: 2000,
  },
];

const whoWrote = (guardians: readonly Guardian[]): FormField => ({
  name: 'from',
  label: 'Who wrote',
  hint: 'The guardians who hold the rights in this record.',
  kind: 'select',
  options: guardians.map(({ id, name, relationship }) => ({ value: id, label: `${name} (${relationship})` })),
  required: true,
});
