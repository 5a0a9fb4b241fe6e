import { FileSearch } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/text-link';
import { dateTime } from '@/lib/format';
import { answerInspectionAction, withdrawInspectionAction } from '@/lib/records/inspection/actions';
import type { Inspection } from '@/lib/records/inspection/schema';
import { askedFacts, Facts } from './facts';
import { InspectionState } from './inspection-state';
import { QueueNote } from './queue-note';
import { RecordForm } from './record-form';

type InspectionQueueProps = { inspections: readonly Inspection[]; viewerId: string; timeZone: string };

/** Requests of students to see their records; the open ones first. */
export function InspectionQueue({ inspections, viewerId, timeZone }: InspectionQueueProps) {
  if (inspections.length === 0) {
    return (
      <EmptyState icon={<FileSearch />} title="Nobody has asked to see a record">
        <p>Requests appear here at once, each with its 45 days.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <QueueNote
        shown={inspections.length}
        waiting={inspections.filter(({ answeredAt }) => !answeredAt).length}
      />
      <ul className="flex flex-col gap-4">
        {inspections.map((inspection) => (
          <Card
            as="li"
            key={inspection.id}
            title={inspection.studentName}
            actions={<InspectionState inspection={inspection} />}
          >
            <Facts
              facts={[
                ...askedFacts(inspection, timeZone),
                ['For', inspection.wants],
                ...(inspection.answeredAt
                  ? ([
                      [
                        `Answered by ${inspection.answererName}, ${dateTime(inspection.answeredAt, timeZone)}`,
                        inspection.answer,
                      ],
                      ['Complete record', inspection.released ? 'released' : 'not released'],
                    ] as const)
                  : []),
              ]}
            />
            {!inspection.answeredAt && inspection.studentId !== viewerId && (
              <Answer inspection={inspection} />
            )}
            {!inspection.answeredAt && [inspection.studentId, inspection.recordedBy].includes(viewerId) && (
              <TakeBack inspection={inspection} />
            )}
          </Card>
        ))}
      </ul>
    </>
  );
}

function Answer({ inspection: { id, studentId, studentName } }: { inspection: Inspection }) {
  return (
    <div className="mt-4 flex flex-col gap-4 border-t pt-4">
      <p className="max-w-reading text-sm text-ink-soft">
        Read <TextLink href={`/admin/records?student=${studentId}`}>the record</TextLink> first: asked for as
        Everything it has the notes. There you also take a copy away for a student who cannot sign in any
        more. Releasing it adds what teachers noted to the student’s download, as it is now. Full names of
        classmates are taken out; first names and nicknames are not: ask the author to change such a note
        before you release it.
      </p>
      <RecordForm
        action={answerInspectionAction}
        hidden={{ id }}
        fields={[
          {
            name: 'answer',
            label: 'Answer',
            hint: 'How the record can be seen, or why it cannot; and what the student asked to have explained.',
            kind: 'textarea',
            required: true,
            minLength: 10,
            maxLength: 5000,
          },
        ]}
        buttons={[
          { label: 'Release the record', name: 'released', value: 'true', variant: 'primary' },
          { label: 'Answer without releasing', name: 'released', value: 'false' },
        ]}
        about={studentName}
        confirm={{
          label: 'Answer',
          warning:
            'Whoever asked is told of it, and what you answer stays. What is released is in the download from then on.',
        }}
      />
    </div>
  );
}

const TakeBack = ({ inspection: { id, studentName } }: { inspection: Inspection }) => (
  <div className="mt-4 border-t pt-4">
    <RecordForm
      action={withdrawInspectionAction}
      hidden={{ id }}
      buttons={[{ label: 'Take it back', variant: 'quiet' }]}
      about={studentName}
    />
  </div>
);
