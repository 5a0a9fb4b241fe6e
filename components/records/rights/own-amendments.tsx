import { Card } from '@/components/ui/card';
import { askAmendmentAction } from '@/lib/records/amendments/actions';
import type { Amendment } from '@/lib/records/amendments/schema';
import { AmendmentBadge, AmendmentFacts } from './amendment-facts';
import { NextStep } from './amendment-step';
import { type Child, whose } from './child';
import { RecordForm } from './record-form';

type OwnAmendmentsProps = {
  amendments: readonly Amendment[];
  timeZone: string;
  /** Whose record; absent: the reader's. */
  child?: Child;
};

/** Requests to have the record put right, with the next step of each, and the form for another one. */
export function OwnAmendments({ amendments, timeZone, child }: OwnAmendmentsProps) {
  return (
    <Card title="Have something put right">
      <div className="flex flex-col gap-5">
        <p className="max-w-reading">
          Is something in {child ? 'the' : 'your'} record wrong or misleading? Say what, and what it should
          be. If it is refused you can ask for a hearing, in which somebody else decides. If it still stands
          after that, your own words are added to the record, and whoever gets it sees them.
        </p>
        {amendments.map((amendment) => (
          <div key={amendment.id} className="flex flex-col items-start gap-3 border-t pt-4">
            <AmendmentBadge state={amendment.state} />
            <AmendmentFacts amendment={amendment} timeZone={timeZone} />
            <NextStep amendment={amendment} />
          </div>
        ))}
        <RecordForm
          action={askAmendmentAction}
          hidden={whose(child)}
          fields={[
            { name: 'contested', label: 'What is wrong', required: true, minLength: 3, maxLength: 500 },
            {
              name: 'wanted',
              label: 'What it should be',
              kind: 'textarea',
              required: true,
              maxLength: 2000,
            },
            {
              name: 'reason',
              label: 'Why',
              kind: 'textarea',
              required: true,
              minLength: 10,
              maxLength: 5000,
            },
          ]}
          buttons={[{ label: 'Ask to have it put right', variant: 'primary' }]}
          about={child?.name}
        />
      </div>
    </Card>
  );
}
