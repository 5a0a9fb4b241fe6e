import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { endGuardianshipAction, recordCollectionConsentAction } from '@/lib/records/guardians/actions';
import type { Guardian } from '@/lib/records/guardians/schema';
import { Facts } from './facts';
import { type FormField, RecordForm } from './record-form';

type GuardianCardProps = {
  guardian: Guardian;
  /** From 13 on nobody has to agree that data is collected. */
  mayBeUnder13: boolean;
  timeZone: string;
};

const howTheySaidSo: FormField = {
  name: 'how',
  label: 'How they said so',
  hint: 'A signed form, a visit with an identity card … It stands in the trail.',
  required: true,
  minLength: 5,
  maxLength: 500,
};

/** One verified guardian of a student. */
export function GuardianCard({ guardian, mayBeUnder13, timeZone }: GuardianCardProps) {
  const { id, name, email, relationship, verification, verifiedAt } = guardian;
  const { collectionAgreedAt, collectionWithdrawnAt } = guardian;
  const agrees = collectionAgreedAt !== null;
  return (
    <Card title={name}>
      <Facts
        facts={[
          ['Relationship', relationship],
          ['Account', email ?? 'no address'],
          ['Verified', `${date(verifiedAt, timeZone)}: ${verification}`],
          ...(mayBeUnder13
            ? ([['Under 13', standing(collectionAgreedAt, collectionWithdrawnAt, timeZone)]] as const)
            : []),
          ['Their page', '/guardian, for as long as they hold the rights'],
        ]}
      />
      <div className="mt-4 flex flex-col items-start gap-4">
        {mayBeUnder13 && (
          <RecordForm
            action={recordCollectionConsentAction}
            hidden={{ id, agrees: String(!agrees) }}
            fields={[howTheySaidSo]}
            buttons={[{ label: agrees ? 'Record that they no longer agree' : 'Record that they agree' }]}
            about={name}
          />
        )}
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

function standing(agreedAt: string | null, withdrawnAt: string | null, timeZone: string): string {
  if (agreedAt) return `agreed on ${date(agreedAt, timeZone)} that data is collected`;
  return withdrawnAt
    ? `took the agreement that data is collected back on ${date(withdrawnAt, timeZone)}`
    : 'has not agreed that data is collected';
}
