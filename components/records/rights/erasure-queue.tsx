import { UserX } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/text-link';
import { dateTime } from '@/lib/format';
import { decideErasureAction, withdrawErasureAction } from '@/lib/records/erasure/actions';
import { type ErasureRequest, keptForNow } from '@/lib/records/erasure/schema';
import { askedFacts, Facts } from './facts';
import { ErasureBadge } from './own-erasures';
import { QueueNote } from './queue-note';
import { RecordForm } from './record-form';

type ErasureQueueProps = { erasures: readonly ErasureRequest[]; viewerId: string; timeZone: string };

/** Requests of students to be forgotten; those that wait come first. */
export function ErasureQueue({ erasures, viewerId, timeZone }: ErasureQueueProps) {
  if (erasures.length === 0) {
    return (
      <EmptyState icon={<UserX />} title="Nobody has asked to be forgotten">
        <p>Requests appear here at once.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <QueueNote shown={erasures.length} waiting={erasures.filter(({ decidedAt }) => !decidedAt).length} />
      <ul className="flex flex-col gap-4">
        {erasures.map((erasure) => (
          <Card
            as="li"
            key={erasure.id}
            title={erasure.studentName}
            actions={<ErasureBadge state={erasure.state} />}
          >
            <Facts
              facts={[
                ...askedFacts(erasure, timeZone),
                ...(erasure.decidedAt
                  ? ([
                      ['Decided by', `${erasure.deciderName}, ${dateTime(erasure.decidedAt, timeZone)}`],
                    ] as const)
                  : []),
                ...(erasure.ground ? ([['Refused because', erasure.ground]] as const) : []),
              ]}
            />
            {erasure.ground === keptForNow && erasure.studentId !== viewerId && <HeldNote />}
            {erasure.state === 'REQUESTED' && <Decide erasure={erasure} viewerId={viewerId} />}
          </Card>
        ))}
      </ul>
    </>
  );
}

/** For everybody but the student: see `keptForNow`. */
const HeldNote = () => (
  <p className="mt-3 max-w-reading text-sm text-ink-soft">
    It was a legal hold, of which the student is not told. Holds and their reasons are under{' '}
    <TextLink href="/admin/records/retention" prefetch={false}>
      Retention
    </TextLink>
    .
  </p>
);

function Decide({ erasure, viewerId }: { erasure: ErasureRequest; viewerId: string }) {
  const { id, studentId, studentName, recordedBy } = erasure;
  const isEntered = recordedBy === viewerId;
  if (isEntered || studentId === viewerId)
    return (
      <div className="mt-4 flex flex-col gap-3 border-t pt-4">
        <p className="max-w-reading text-sm text-ink-soft">
          {isEntered ? 'You entered this' : 'You asked for this'}: another administrator decides.
        </p>
        <RecordForm
          action={withdrawErasureAction}
          hidden={{ id }}
          buttons={[{ label: 'Take it back', variant: 'quiet' }]}
          about={studentName}
        />
      </div>
    );
  return (
    <div className="mt-4 flex flex-col gap-3 border-t pt-4">
      <p className="max-w-reading text-sm text-ink-soft">
        The retention schedule decides: the student is told why where something has to be kept, and is erased
        within minutes where nothing has. Erasing cannot be undone, and is done again after a backup is
        restored.
      </p>
      <RecordForm
        action={decideErasureAction}
        hidden={{ id }}
        buttons={[{ label: 'Decide it', variant: 'danger' }]}
        about={studentName}
        confirm={{
          label: 'Decide by the schedule',
          warning: `Where nothing has to be kept, ${studentName} is erased within minutes, and nobody can bring the record back. Make sure that it is this person who asked.`,
        }}
      />
    </div>
  );
}
