import { Download } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button-styles';
import { Card } from '@/components/ui/card';
import { dateTime } from '@/lib/format';
import { askInspectionAction, withdrawInspectionAction } from '@/lib/records/inspection/actions';
import type { Inspection } from '@/lib/records/inspection/schema';
import { type Child, whose } from './child';
import { askedFacts, Facts } from './facts';
import { InspectionState } from './inspection-state';
import { RecordForm } from './record-form';

type OwnInspectionsProps = {
  inspections: readonly Inspection[];
  timeZone: string;
  /** Whose record; absent: the reader's. */
  child?: Child;
  /** Whether the reader holds the rights in it; a child who does not is offered no form that would be refused. */
  canAsk?: boolean;
};

/** Requests to see the whole record, the form for another one, and the reader's own copy to download. */
export function OwnInspections({ inspections, timeZone, child, canAsk = true }: OwnInspectionsProps) {
  const isOpen = inspections.some(({ withdrawnAt, answeredAt }) => !withdrawnAt && !answeredAt);
  return (
    <Card title={child ? 'See the whole record' : 'See your whole record'} actions={!child && <OwnCopy />}>
      <div className="flex flex-col gap-5">
        <p className="max-w-reading">{child ? aboutChild(child.name) : aboutReader}</p>
        {inspections.map((inspection) => (
          <OwnInspection key={inspection.id} inspection={inspection} timeZone={timeZone} />
        ))}
        {canAsk && !isOpen && (
          <RecordForm
            action={askInspectionAction}
            hidden={whose(child)}
            fields={[
              {
                name: 'wants',
                label: 'What you want to see',
                kind: 'textarea',
                value: child
                  ? 'The whole record, with what was noted.'
                  : 'My whole record, with what was noted about me.',
                required: true,
                minLength: 3,
                maxLength: 2000,
              },
            ]}
            buttons={[{ label: 'Ask to see it', variant: 'primary' }]}
            about={child?.name}
          />
        )}
      </div>
    </Card>
  );
}

const OwnCopy = () => (
  <a href="/api/v1/me/record" download className={buttonStyles({ variant: 'secondary' })}>
    <Download />
    Download my record
  </a>
);

const aboutReader =
  'You can download what Syllabase knows of you at any time. What your teachers noted about you is added once somebody at your institution has gone through it. When it is asked for they have 45 days, and nothing of your record is deleted meanwhile. You can also ask what something means.';

const aboutChild = (name: string) =>
  `What teachers noted about ${name} is added to the record once somebody at the institution has gone through it. When it is asked for they have 45 days, and nothing of the record is deleted meanwhile. You can also ask what something means.`;

function OwnInspection({ inspection, timeZone }: { inspection: Inspection; timeZone: string }) {
  const { id, wants, withdrawnAt, answeredAt, answererName, answer, released } = inspection;
  return (
    <div className="flex flex-col items-start gap-3 border-t pt-4">
      <InspectionState inspection={inspection} />
      <Facts
        facts={[
          ...askedFacts(inspection, timeZone),
          ['For', wants],
          ...(answeredAt
            ? ([
                [`Answer of ${answererName}, ${dateTime(answeredAt, timeZone)}`, answer],
                [
                  'Notes of teachers',
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
          buttons={[{ label: 'Take the request back' }]}
        />
      )}
    </div>
  );
}
