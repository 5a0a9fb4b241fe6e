import { PencilLine } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { arrangeHearingAction, decideAmendmentAction } from '@/lib/records/amendments/actions';
import type { Amendment, QueuedAmendment } from '@/lib/records/amendments/schema';
import { AmendmentBadge, AmendmentFacts } from './amendment-facts';
import { NextStep } from './amendment-step';
import { QueueNote } from './queue-note';
import { type FormField, RecordForm } from './record-form';

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
            <Decision amendment={amendment} viewerId={viewerId} timeZone={timeZone} />
            {amendment.recordedBy !== null && amendment.studentId !== viewerId && !amendment.hasTies && (
              <div className="mt-4">
                <NextStep amendment={amendment} isByLetter canLetRest={amendment.decidedBy !== viewerId} />
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
  if (decidedBy === viewerId)
    return 'Another administrator holds the hearing: you decided on the request. Where there is none, your operator makes one.';
  return hasTies ? 'You teach the student or are a guardian: another administrator decides.' : null;
}

const hearingHints = {
  begun: 'A summary of the evidence that was heard, and the reasons. It rests on that evidence alone.',
  ahead:
    'The record can be put right without a hearing. That it stands can be decided once the hearing has begun.',
};

type DecisionProps = { amendment: QueuedAmendment; viewerId: string; timeZone: string };

function Decision({ amendment, viewerId, timeZone }: DecisionProps) {
  const { id, state, studentName, hearingHasBegun } = amendment;
  if (!isOpen(state)) return null;
  const isHearing = state === 'HEARING_REQUESTED';
  const interest = interestIn(amendment, viewerId);
  if (interest !== null) return <p className="mt-4 text-sm text-ink-soft">{interest}</p>;
  return (
    <div className="mt-4 flex flex-col gap-4 border-t pt-4">
      {isHearing && (
        <div className="flex flex-col gap-4 border-b pb-4">
          <Hearing amendment={amendment} timeZone={timeZone} />
        </div>
      )}
      <RecordForm
        action={decideAmendmentAction}
        hidden={{ id }}
        fields={[
          {
            name: 'decision',
            label: isHearing && hearingHasBegun ? 'Decision after the hearing' : 'Decision',
            hint: isHearing
              ? hearingHints[hearingHasBegun ? 'begun' : 'ahead']
              : 'What you found and why. Put the record right first where you agree.',
            kind: 'textarea',
            required: true,
            minLength: 10,
            maxLength: 5000,
          },
        ]}
        buttons={[
          { label: 'The record was put right', name: 'verdict', value: 'AMEND' },
          ...(isHearing && !hearingHasBegun
            ? []
            : [{ label: 'The record stands', name: 'verdict', value: 'REFUSE' }]),
        ]}
        about={studentName}
        confirm={{
          label: 'Decide',
          warning: `Whoever asked is told of it, and what you decide stays. ${
            isHearing ? 'No hearing comes after it.' : 'Where the record stands, they may ask for a hearing.'
          }`,
        }}
      />
    </div>
  );
}

type HearingProps = { amendment: QueuedAmendment; timeZone: string };

/** When and where a hearing is: whoever asked for it is to know in advance. */
function Hearing({ amendment, timeZone }: HearingProps) {
  const { id, studentName, hearingAt } = amendment;
  const form = (
    <RecordForm
      action={arrangeHearingAction}
      hidden={{ id }}
      fields={hearingFields(amendment, timeZone)}
      buttons={[{ label: hearingAt ? 'Move the hearing' : 'Set the hearing' }]}
      about={studentName}
    />
  );
  if (!hearingAt)
    return (
      <>
        <p className="max-w-reading text-sm text-ink-soft">
          No hearing is set yet. Whoever asked for it is to know day, time and place in advance, may bring
          evidence, and may be helped by anybody.
        </p>
        {form}
      </>
    );
  return (
    <details className="group">
      <summary className="min-h-8 w-fit cursor-pointer font-semibold text-accent pointer-coarse:min-h-11">
        Move the hearing
      </summary>
      <div className="mt-3">{form}</div>
    </details>
  );
}

function hearingFields({ hearingAt, hearingPlace }: QueuedAmendment, timeZone: string): FormField[] {
  const [day, time] = hearingAt ? localDayAndTime(hearingAt, timeZone) : [];
  const when = `On the clocks of ${timeZone}, at least a day from now.`;
  const place = hearingPlace ?? undefined;
  return [
    { name: 'day', label: 'Day of the hearing', kind: 'date', value: day, required: true },
    { name: 'time', label: 'Begins at', hint: when, kind: 'time', value: time, required: true },
    { name: 'place', label: 'Place', value: place, required: true, minLength: 3, maxLength: 500 },
  ];
}

/** As inputs want them: 2026-12-07 and 14:30. */
const localDayAndTime = (instant: string, timeZone: string): string[] =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(instant))
    .split(' ');
