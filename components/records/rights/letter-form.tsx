import { Card } from '@/components/ui/card';
import type { ContestableCourse } from '@/lib/records/amendments/schema';
import { recordLetterAction } from '@/lib/records/by-letter/actions';
import { amendmentFields } from './amendment-fields';
import { type FormField, RecordForm } from './record-form';

type LetterFormProps = { studentId: string; today: string; courses: readonly ContestableCourse[] };

/** Enters what a student asked for on paper: whoever has left and cannot sign in keeps the rights in the record. */
export function LetterForm({ studentId, today, courses }: LetterFormProps) {
  const fields = fieldsOf(today);
  return (
    <Card title="A request that came by letter">
      <div className="flex flex-col gap-4">
        <p className="max-w-reading text-sm text-ink-soft">
          Whoever has left, or cannot sign in, may still see the record, have it put right and ask to be
          forgotten. Make sure who asks, then enter it here. It waits among the requests; the 45 days count
          from the day on which it came.
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

const fieldsOf = (today: string): FormField[] => [
  { name: 'receivedOn', label: 'Came on', kind: 'date', value: today, required: true },
  {
    name: 'words',
    label: 'What was asked for',
    hint: 'In the words of the letter, and how you know who wrote it. The student can read this.',
    kind: 'textarea',
    required: true,
    minLength: 10,
    maxLength: 2000,
  },
];
