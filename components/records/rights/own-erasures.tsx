import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { dateTime } from '@/lib/format';
import { askErasureAction, withdrawErasureAction } from '@/lib/records/erasure/actions';
import type { ErasureRequest } from '@/lib/records/erasure/schema';
import { Facts } from './facts';
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

type OwnErasuresProps = { erasures: readonly ErasureRequest[]; timeZone: string };

/** The reader's requests to be forgotten, and the button for one. */
export function OwnErasures({ erasures, timeZone }: OwnErasuresProps) {
  const isOpen = erasures.some(({ state }) => state === 'REQUESTED' || state === 'APPROVED');
  return (
    <Card title="Be forgotten">
      <div className="flex flex-col gap-5">
        <p className="max-w-reading">
          Your name is taken off everything, notes about you and what was worked out about you are deleted,
          and your account ends. Proof of your studies is kept for as long as your institution says, usually
          some years after you were last active, and while a request of yours is open; until then the answer
          is no, with the reason. This cannot be undone.
        </p>
        {erasures.map((erasure) => (
          <div key={erasure.id} className="flex flex-col items-start gap-3 border-t pt-4">
            <ErasureBadge state={erasure.state} />
            <Facts
              facts={[
                ['Asked', dateTime(erasure.requestedAt, timeZone)],
                ...(erasure.ground ? ([['Why it was refused', erasure.ground]] as const) : []),
              ]}
            />
            {erasure.state === 'REQUESTED' && (
              <RecordForm
                action={withdrawErasureAction}
                hidden={{ id: erasure.id }}
                buttons={[{ label: 'Take it back', variant: 'quiet' }]}
                about="to be forgotten"
              />
            )}
          </div>
        ))}
        {!isOpen && <RecordForm action={askErasureAction} buttons={[{ label: 'Ask to be forgotten' }]} />}
      </div>
    </Card>
  );
}
