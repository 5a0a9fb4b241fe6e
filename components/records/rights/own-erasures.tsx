import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { askErasureAction, withdrawErasureAction } from '@/lib/records/erasure/actions';
import type { ErasureRequest } from '@/lib/records/erasure/schema';
import { type Child, whose } from './child';
import { askedFacts, Facts } from './facts';
import { RecordForm } from './record-form';

const states = {
  REQUESTED: ['accent', 'Waits for a decision'],
  WITHDRAWN: ['neutral', 'Taken back'],
  REFUSED: ['critical', 'Refused'],
  APPROVED: ['accent', 'Approved, being carried out'],
  ERASED: ['positive', 'Erased'],
} as const;

/** How a request to be forgotten stands. */
export function ErasureBadge({ state }: Pick<ErasureRequest, 'state'>) {
  const [tone, words] = states[state];
  return <StatusBadge tone={tone}>{words}</StatusBadge>;
}

type OwnErasuresProps = {
  erasures: readonly ErasureRequest[];
  timeZone: string;
  /** Whose record; absent: the reader's. */
  child?: Child;
  /** Whether the reader holds the rights in it; a child who does not is offered no form that would be refused. */
  canAsk?: boolean;
};

/** Requests to be forgotten, and the button for one. */
export function OwnErasures({ erasures, timeZone, child, canAsk = true }: OwnErasuresProps) {
  const isOpen = erasures.some(({ state }) => state === 'REQUESTED' || state === 'APPROVED');
  return (
    <Card title={child ? 'Have the child forgotten' : 'Be forgotten'}>
      <div className="flex flex-col gap-5">
        <p className="max-w-reading">{child ? aboutChild(child.name) : aboutReader}</p>
        {erasures.map((erasure) => (
          <div key={erasure.id} className="flex flex-col items-start gap-3 border-t pt-4">
            <ErasureBadge state={erasure.state} />
            <Facts
              facts={[
                ...askedFacts(erasure, timeZone),
                ...(erasure.ground ? ([['Why it was refused', erasure.ground]] as const) : []),
              ]}
            />
            {erasure.state === 'REQUESTED' && (
              <RecordForm
                action={withdrawErasureAction}
                hidden={{ id: erasure.id }}
                buttons={[{ label: 'Take it back' }]}
                about="to be forgotten"
              />
            )}
          </div>
        ))}
        {canAsk && !isOpen && (
          <RecordForm
            action={askErasureAction}
            hidden={whose(child)}
            buttons={[{ label: child ? `Ask to have ${child.name} forgotten` : 'Ask to be forgotten' }]}
            confirm={{
              label: child ? `Have ${child.name} forgotten …` : 'Be forgotten …',
              warning: 'An administrator decides. What is deleted then does not come back.',
            }}
          />
        )}
      </div>
    </Card>
  );
}

const kept =
  'Proof of studies is kept for as long as the institution says, usually some years after the last activity, and as long as a request is open; until then the answer is no, with the reason. This cannot be undone.';

const aboutReader = `Your name is taken off everything but the consents you signed and the log of who did what, which prove what happened. Notes about you and what was worked out about you are deleted, and your account ends. ${kept}`;

const aboutChild = (name: string) =>
  `The name of ${name} is taken off everything but the log of who did what, which proves what happened. Notes and what was worked out are deleted, and the account ends. ${kept}`;
