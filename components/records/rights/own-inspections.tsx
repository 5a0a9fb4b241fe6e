import { Download } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button-styles';
import { Card } from '@/components/ui/card';
import { dateTime } from '@/lib/format';
import { askInspectionAction, withdrawInspectionAction } from '@/lib/records/inspection/actions';
import type { Inspection } from '@/lib/records/inspection/schema';
import { Facts } from './facts';
import { InspectionState } from './inspection-state';
import { RecordForm } from './record-form';

type OwnInspectionsProps = { inspections: readonly Inspection[]; timeZone: string };

/** The reader's requests to see the whole record, the form for another one, and the copy to download. */
export function OwnInspections({ inspections, timeZone }: OwnInspectionsProps) {
  const isOpen = inspections.some(({ withdrawnAt, answeredAt }) => !withdrawnAt && !answeredAt);
  return (
    <Card
      title="See your whole record"
      actions={
        <a href="/api/v1/me/record" download className={buttonStyles({ variant: 'secondary' })}>
          <Download />
          Download my record
        </a>
      }
    >
      <div className="flex flex-col gap-5">
        <p className="max-w-reading">
          You can download what Syllabase knows of you at any time. What your teachers noted about you is
          added once somebody at your institution has gone through it. Ask below: they have 45 days, and
          nothing of your record is deleted meanwhile. You can also ask what something means.
        </p>
        {inspections.map((inspection) => (
          <OwnInspection key={inspection.id} inspection={inspection} timeZone={timeZone} />
        ))}
        {!isOpen && (
          <RecordForm
            action={askInspectionAction}
            fields={[
              {
                name: 'wants',
                label: 'What you want to see',
                kind: 'textarea',
                value: 'My whole record, with what was noted about me.',
                required: true,
                minLength: 3,
                maxLength: 2000,
              },
            ]}
            buttons={[{ label: 'Ask to see it', variant: 'primary' }]}
          />
        )}
      </div>
    </Card>
  );
}

function OwnInspection({ inspection, timeZone }: { inspection: Inspection; timeZone: string }) {
  const { id, requestedAt, wants, withdrawnAt, answeredAt, answererName, answer, released } = inspection;
  return (
    <div className="flex flex-col items-start gap-3 border-t pt-4">
      <InspectionState inspection={inspection} />
      <Facts
        facts={[
          ['Asked', dateTime(requestedAt, timeZone)],
          ['For', wants],
          ...(answeredAt
            ? ([
                [`Answer of ${answererName}`, answer],
                [
                  'Notes about you',
                  released ? 'are in the download, as they were then' : 'were not released',
                ],
              ] as const)
            : []),
        ]}
      />
      {!withdrawnAt && !answeredAt && (
        <RecordForm
          action={withdrawInspectionAction}
          hidden={{ id }}
          buttons={[{ label: 'Take the request back', variant: 'quiet' }]}
        />
      )}
    </div>
  );
}
