import { PencilLine } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { decideAmendmentAction } from '@/lib/records/amendments/actions';
import type { Amendment } from '@/lib/records/amendments/schema';
import { AmendmentBadge, AmendmentFacts } from './amendment-facts';
import { NextStep } from './amendment-step';
import { QueueNote } from './queue-note';
import { RecordForm } from './record-form';

type AmendmentQueueProps = { amendments: readonly Amendment[]; viewerId: string; timeZone: string };

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
            actions={<AmendmentBadge state={amendment.state} />}
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

function Decision({ amendment, viewerId }: { amendment: Amendment; viewerId: string }) {
  const { id, state, studentId, decidedBy, studentName } = amendment;
  if (!isOpen(state)) return null;
  const isHearing = state === 'HEARING_REQUESTED';
  if (studentId === viewerId || decidedBy === viewerId)
    return (
      <p className="mt-4 text-sm text-ink-soft">
        {studentId === viewerId
          ? 'You asked for this: another administrator decides.'
          : 'Somebody else holds the hearing: you decided on the request.'}
      </p>
    );
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
