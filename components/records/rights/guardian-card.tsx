import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { endGuardianshipAction, recordCollectionConsentAction } from '@/lib/records/guardians/actions';
import type { Guardian } from '@/lib/records/guardians/schema';
import { Facts } from './facts';
import { RecordForm } from './record-form';

type GuardianCardProps = { guardian: Guardian; timeZone: string };

/** One verified guardian of a student. */
export function GuardianCard({ guardian, timeZone }: GuardianCardProps) {
  const { id, name, email, relationship, verification, verifiedAt, collectionAgreedAt } = guardian;
  const agrees = collectionAgreedAt !== null;
  return (
    <Card title={name}>
      <Facts
        facts={[
          ['Relationship', relationship],
          ['Account', email ?? 'no address'],
          ['Verified', `${date(verifiedAt, timeZone)}: ${verification}`],
          [
            'Under 13',
            agrees
              ? `agreed on ${date(collectionAgreedAt, timeZone)} that data is collected`
              : 'has not agreed that data is collected',
          ],
          ['Their page', '/guardian, for as long as they hold the rights'],
        ]}
      />
      <div className="mt-4 flex flex-wrap gap-2">
        <RecordForm
          action={recordCollectionConsentAction}
          hidden={{ id, agrees: String(!agrees) }}
          buttons={[{ label: agrees ? 'Record that they no longer agree' : 'Record that they agree' }]}
          about={name}
        />
        <RecordForm
          action={endGuardianshipAction}
          hidden={{ id }}
          buttons={[{ label: 'End it', variant: 'danger' }]}
          about={name}
          confirm={{
            label: 'End the guardianship',
            warning: `From then on ${name} sees nothing of the record and decides nothing about it. What ${name} agreed or consented to counts no longer. The rights come back only when somebody verifies them anew.`,
          }}
        />
      </div>
    </Card>
  );
}
