import {
  askHearingAction,
  placeStatementAction,
  withdrawAmendmentAction,
} from '@/lib/records/amendments/actions';
import type { Amendment } from '@/lib/records/amendments/schema';
import { RecordForm } from './record-form';

type NextStepProps = {
  amendment: Amendment;
  /** An administrator enters what the student answered by letter. */
  isByLetter?: boolean;
  /** Who refused a request lets it rest for nobody. */
  canLetRest?: boolean;
};

/** What whoever holds the rights can do next about a request to amend the record. */
export function NextStep({ amendment, isByLetter = false, canLetRest = true }: NextStepProps) {
  const { id, state, contested } = amendment;
  const hidden = { id };
  const takeBack = canLetRest && (
    <RecordForm
      action={withdrawAmendmentAction}
      hidden={hidden}
      buttons={[{ label: isByLetter ? 'It was taken back' : 'Take it back', variant: 'quiet' }]}
      about={contested}
    />
  );
  const letRest = (label: string) =>
    canLetRest && (
      <RecordForm
        action={withdrawAmendmentAction}
        hidden={hidden}
        buttons={[{ label: 'Let it rest', variant: 'danger' }]}
        about={contested}
        confirm={{ label, warning: 'The record stays as it is. To come back to it takes a new request.' }}
      />
    );
  if (state === 'REFUSED')
    return (
      <div className="flex flex-wrap items-start gap-2">
        <RecordForm
          action={askHearingAction}
          hidden={hidden}
          buttons={[{ label: isByLetter ? 'A hearing was asked for by letter' : 'Ask for a hearing' }]}
          about={contested}
        />
        {letRest(isByLetter ? 'A letter says to let it rest' : 'Let it rest …')}
      </div>
    );
  if (state === 'UPHELD')
    return (
      <div className="flex w-full flex-col items-start gap-2">
        <RecordForm
          action={placeStatementAction}
          hidden={hidden}
          fields={[
            {
              name: 'statement',
              label: isByLetter ? 'The statement, as it came' : 'Your statement',
              hint: 'It stays with the record, and whoever gets the record sees it.',
              kind: 'textarea',
              required: true,
              minLength: 10,
              maxLength: 5000,
            },
          ]}
          buttons={[{ label: 'Add it to the record' }]}
        />
        {letRest(
          isByLetter
            ? 'A letter says to let it rest without a statement'
            : 'Let it rest without a statement …',
        )}
      </div>
    );
  return state === 'REQUESTED' || state === 'HEARING_REQUESTED' ? takeBack : null;
}
