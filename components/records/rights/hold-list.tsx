import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { releaseHoldAction } from '@/lib/records/retention/actions';
import type { Hold } from '@/lib/records/retention/schema';
import { Facts } from './facts';
import { RecordForm } from './record-form';

type HoldListProps = { holds: readonly Hold[]; timeZone: string };

/** Legal holds: what they cover is not deleted, whatever the schedule says. */
export function HoldList({ holds, timeZone }: HoldListProps) {
  return (
    <Card title="Legal holds">
      <div className="flex flex-col gap-5">
        {holds.length === 0 && <p className="text-ink-soft">No hold is in force.</p>}
        {holds.map(
          ({ id, studentId, studentName, reason, placerName, placedAt, releasedAt, releaseReason }) => (
            <div key={id} className="flex flex-col items-start gap-3 border-b pb-4 last:border-b-0 last:pb-0">
              <StatusBadge tone={releasedAt ? 'neutral' : 'caution'}>
                {releasedAt ? `Released on ${date(releasedAt, timeZone)}` : 'In force'}
              </StatusBadge>
              <Facts
                facts={[
                  [
                    'Covers',
                    studentId === null ? 'every student of the institution' : (studentName ?? studentId),
                  ],
                  ['Reason', reason],
                  ['Placed', `${date(placedAt, timeZone)} by ${placerName}`],
                  ...(releaseReason === null ? [] : ([['Why it ended', releaseReason]] as const)),
                ]}
              />
              {!releasedAt && (
                <RecordForm
                  action={releaseHoldAction}
                  hidden={{ id }}
                  fields={[
                    { name: 'reason', label: 'Why it ends', required: true, minLength: 10, maxLength: 2_000 },
                  ]}
                  buttons={[{ label: 'Release' }]}
                  about={`the hold on ${studentName ?? 'every student'}`}
                />
              )}
            </div>
          ),
        )}
      </div>
    </Card>
  );
}
