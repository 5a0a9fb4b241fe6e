import { PencilLine } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { decideAmendmentAction } from '@/lib/records/amendments/actions';
import type { Amendment, QueuedAmendment } from '@/lib/records/amendments/schema';
import { AmendmentBadge, AmendmentFacts } from './amendment-facts';
import { NextStep } from './amendment-step';
import { QueueNote } from './queue-note';
import { RecordForm } from './record-form';

type AmendmentQueueProps = { amendments: readonly QueuedAmendment[]; viewerId: string; timeZone: string };

/** Requests of students to amend records; those that wait come first. */
export function AmendmentQueue({ amendments, viewerId, timeZone }: AmendmentQueueProps) {
  if (amendments.length === 0) {
    return (
      <EmptyState icon={<PencilLine />} title="Nobody has asked to amend a record">
        <p>Requests appear here at once.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <QueueNote shown={amendments.length} waiting={amendments.filter(({ state }) => isOpen(state)).length} />
      <ul className="flex flex-col gap-4">
        {amendments.map((amendment) => (
          <Card
            as="li"
            key={amendment.id}
            title={amendment.studentName}
            actions={<AmendmentBadge {...amendment} />}
          >
            <AmendmentFacts amendment={amendment} timeZone={timeZone} />
            <Decision amendment={amendment} viewerId={viewerId} />
            {amendment.recordedBy !== null && amendment.studentId !== viewerId && (
              <div className="mt-4">
                <NextStep amendment={amendment} isByLetter />
              </div>
            )}
          </Card>
        ))}
      </ul>
    </>
  );
}

const isOpen = (state: Amendment['state']) => state === 'REQUESTED' || state === 'HEARING_REQUESTED';

/** Why somebody may not decide, in words; null: may. The action asks for itself. */
function interestIn({ studentId, decidedBy, hasTies }: QueuedAmendment, viewerId: string): string | null {
  if (studentId === viewerId) return 'You asked for this: another administrator decides.';
  if (decidedBy === viewerId) return 'Somebody else holds the hearing: you decided on the request.';
  return hasTies ? 'You teach the student or are a guardian: another administrator decides.' : null;
}

function Decision({ amendment, viewerId }: { amendment: QueuedAmendment; viewerId: string }) {
  const { id, state, studentName } = amendment;
  if (!isOpen(state)) return null;
  const isHearing = state === 'HEARING_REQUESTED';
  const interest = interestIn(amendment, viewerId);
  if (interest !== null) return <p className="mt-4 text-sm text-ink-soft">{interest}</p>;
  return (
    <div className="mt-4 border-t pt-4">
      <RecordForm
        action={decideAmendmentAction}
        hidden={{ id }}
        fields={[
          {
            name: 'decision',
            label: isHearing ? 'Decision after the hearing' : 'Decision',
            hint: isHearing
              ? 'A summary of the evidence that was heard, and the reasons. It rests on that evidence alone.'
              : 'What you found and why. Put the record right first where you agree.',
            kind: 'textarea',
            required: true,
            minLength: 10,
            maxLength: 5000,
          },
        ]}
        buttons={[
          { label: 'The record was put right', name: 'verdict', value: 'AMEND' },
          { label: 'The record stands', name: 'verdict', value: 'REFUSE' },
        ]}
        about={studentName}
      />
    </div>
  );
}
