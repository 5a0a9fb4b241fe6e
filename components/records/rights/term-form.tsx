import { Card } from '@/components/ui/card';
import { daysAsWords } from '@/lib/days';
import { setTermAction } from '@/lib/records/retention/actions';
import { chosenKinds, retentionSchedule } from '@/lib/records/retention/schedule';
import { RecordForm } from './record-form';

const kinds = chosenKinds.map((kind) => {
  const { label, between } = retentionSchedule[kind];
  const [least, most] = between;
  return { value: kind, label: `${label}: ${daysAsWords(least)} to ${daysAsWords(most)}` };
});

/** Chooses for the own institution how long something is kept. */
export const TermForm = () => (
  <Card title="Keep something longer or shorter">
    <div className="flex flex-col gap-5">
      <p className="max-w-reading text-ink-soft">
        This is for your institution alone. A longer time counts at once, a shorter one in seven days: what is
        deleted does not come back, and until then a hold can be placed. Backups keep their own time.
      </p>
      <RecordForm
        action={setTermAction}
        fields={[
          { name: 'kind', label: 'What', kind: 'select', options: kinds, required: true },
          {
            name: 'days',
            label: 'Days',
            hint: 'A year is 365 days. Empty: the time that comes with Syllabase.',
            maxLength: 5,
          },
          {
            name: 'reason',
            label: 'Reason',
            hint: 'Which law, or whose decision. It stays in the trail with your name.',
            kind: 'textarea',
            required: true,
            minLength: 10,
            maxLength: 2000,
          },
        ]}
        buttons={[{ label: 'Set the time' }]}
      />
    </div>
  </Card>
);
