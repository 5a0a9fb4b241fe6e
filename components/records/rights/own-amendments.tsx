import { Card } from '@/components/ui/card';
import { askAmendmentAction } from '@/lib/records/amendments/actions';
import type { Amendment, ContestableCourse } from '@/lib/records/amendments/schema';
import { AmendmentBadge, AmendmentFacts } from './amendment-facts';
import { amendmentFields } from './amendment-fields';
import { NextStep } from './amendment-step';
import { type Child, whose } from './child';
import { RecordForm } from './record-form';

type OwnAmendmentsProps = {
  amendments: readonly Amendment[];
  /** Those in which something can be wrong. */
  courses: readonly ContestableCourse[];
  timeZone: string;
  /** Whose record; absent: the reader's. */
  child?: Child;
  /** Whether the reader holds the rights in it; a child who does not is offered no form that would be refused. */
  canAsk?: boolean;
};

/** Requests to have the record put right, with the next step of each, and the form for another one. */
export function OwnAmendments({ amendments, courses, timeZone, child, canAsk = true }: OwnAmendmentsProps) {
  return (
    <Card title="Have something put right">
      <div className="flex flex-col gap-5">
        <p className="max-w-reading">
          Is something in {child ? 'the' : 'your'} record wrong or misleading? Say what, and what it should
          be. If it is refused you can ask for a hearing, in which somebody else decides: you are told when
          and where it is. If it still stands after that, your own words are added to the record, and whoever
          gets that part of it sees them.
        </p>
        {amendments.map((amendment) => (
          <div key={amendment.id} className="flex flex-col items-start gap-3 border-t pt-4">
            <AmendmentBadge {...amendment} />
            <AmendmentFacts amendment={amendment} timeZone={timeZone} />
            <NextStep amendment={amendment} />
          </div>
        ))}
        {canAsk && (
          <RecordForm
            action={askAmendmentAction}
            hidden={whose(child)}
            fields={amendmentFields(courses, 'your')}
            buttons={[{ label: 'Ask to have it put right', variant: 'primary' }]}
            about={child?.name}
          />
        )}
      </div>
    </Card>
  );
}
