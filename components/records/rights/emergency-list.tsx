import { Siren } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { dateTime } from '@/lib/format';
import { reviewEmergencyAction } from '@/lib/records/emergencies/actions';
import type { EmergencyAccess } from '@/lib/records/emergencies/schema';
import { levelWords } from '../words';
import { Facts } from './facts';
import { QueueNote } from './queue-note';
import { RecordForm } from './record-form';

type EmergencyListProps = { emergencies: readonly EmergencyAccess[]; viewerId: string; timeZone: string };

/** Looks in emergencies; those that wait for a review come first. */
export function EmergencyList({ emergencies, viewerId, timeZone }: EmergencyListProps) {
  if (emergencies.length === 0) {
    return (
      <EmptyState icon={<Siren />} title="No record was opened in an emergency">
        <p>
          Whoever states one on the page “Ask”, or where a student’s record is asked for, appears here at
          once.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <QueueNote
        shown={emergencies.length}
        waiting={emergencies.filter(({ reviewedAt }) => !reviewedAt).length}
      />
      <ul className="flex flex-col gap-4">
        {emergencies.map((emergency) => (
          <Card
            as="li"
            key={emergency.id}
            title={emergency.studentName ?? 'A student who is at another institution now'}
            actions={<ReviewState emergency={emergency} />}
          >
            <Facts
              facts={[
                ['Opened by', `${emergency.accessorName}, ${dateTime(emergency.openedAt, timeZone)}`],
                ['Shown', levelWords[emergency.level]],
                [
                  'For',
                  [emergency.purpose, emergency.justification].filter(Boolean).join(': ') ||
                    'not known any more',
                ],
                ['Threat', emergency.threat],
                ['Told to', emergency.recipients],
                ...(emergency.reviewedAt
                  ? ([
                      [
                        'Reviewed by',
                        `${emergency.reviewerName}, ${dateTime(emergency.reviewedAt, timeZone)}`,
                      ],
                      ['Finding', emergency.review],
                    ] as const)
                  : []),
              ]}
            />
            {!emergency.reviewedAt && (
              <Review
                id={emergency.id}
                isOwn={[emergency.accessorId, emergency.studentId].includes(viewerId)}
              />
            )}
          </Card>
        ))}
      </ul>
    </>
  );
}

function ReviewState({ emergency: { reviewedAt, justified } }: { emergency: EmergencyAccess }) {
  if (!reviewedAt) return <StatusBadge tone="caution">Waits for a review</StatusBadge>;
  return justified ? (
    <StatusBadge tone="positive">Justified</StatusBadge>
  ) : (
    <StatusBadge tone="critical">Not justified</StatusBadge>
  );
}

function Review({ id, isOwn }: { id: string; isOwn: boolean }) {
  if (isOwn)
    return (
      <p className="mt-4 text-sm text-ink-soft">
        Another administrator reviews what you opened, and what was opened of yours. Where there is none, let
        one be made.
      </p>
    );
  return (
    <div className="mt-4 border-t pt-4">
      <RecordForm
        action={reviewEmergencyAction}
        hidden={{ id }}
        fields={[
          {
            name: 'review',
            label: 'What you found',
            hint: 'Was there such a threat, and did those who were told need to know?',
            kind: 'textarea',
            required: true,
            minLength: 10,
            maxLength: 2000,
          },
        ]}
        buttons={[
          { label: 'Sign off as justified', name: 'justified', value: 'true' },
          { label: 'Not justified', name: 'justified', value: 'false', variant: 'quiet' },
        ]}
      />
    </div>
  );
}
