import { StatusBadge } from '@/components/ui/badge';
import { date } from '@/lib/format';
import { revokeConsentAction } from '@/lib/records/consents/actions';
import type { Consent } from '@/lib/records/consents/schema';
import { Facts } from './facts';
import { RecordForm } from './record-form';
import { consentWords } from './words';

type ConsentListProps = { consents: readonly Consent[]; timeZone: string; canRevoke?: boolean };

/** Consents with their parts: which records, for what, to whom, by whom signed, and until when. */
export function ConsentList({ consents, timeZone, canRevoke = false }: ConsentListProps) {
  if (consents.length === 0) return <p className="text-ink-soft">No consent has been signed.</p>;
  return (
    <ul className="flex flex-col gap-5">
      {consents.map((consent) => (
        <li
          key={consent.id}
          className="flex flex-col items-start gap-3 border-b pb-5 last:border-b-0 last:pb-0"
        >
          <ConsentState consent={consent} timeZone={timeZone} />
          <Facts facts={factsOf(consent)} />
          {canRevoke && !consent.revokedAt && !consent.isOver && !consent.isSuperseded && (
            <RecordForm
              action={revokeConsentAction}
              hidden={{ id: consent.id }}
              buttons={[{ label: 'Take back' }]}
              about={`the consent for ${consent.partyName}`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

const factsOf = ({ partyName, partyEmail, records, purpose, signature, signedOn, expiresOn }: Consent) =>
  [
    ['Who may see it', partyEmail ? `${partyName} (${partyEmail})` : partyName],
    ['What', consentWords[records]],
    ['For what', purpose],
    ['Signed', `${signature}, ${date(signedOn, 'UTC')}`],
    ['Until', date(expiresOn, 'UTC')],
  ] as const;

type ConsentStateProps = { consent: Consent; timeZone: string };

function ConsentState({ consent: { revokedAt, isOver, isSuperseded }, timeZone }: ConsentStateProps) {
  if (revokedAt) return <StatusBadge>Taken back on {date(revokedAt, timeZone)}</StatusBadge>;
  if (isSuperseded) return <StatusBadge>Ended with the rights of who signed it</StatusBadge>;
  return isOver ? <StatusBadge>Over</StatusBadge> : <StatusBadge tone="positive">In force</StatusBadge>;
}
