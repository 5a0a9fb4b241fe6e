import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { date } from '@/lib/format';
import { revokeConsentAction } from '@/lib/records/consents/actions';
import type { Consent } from '@/lib/records/consents/schema';
import { levelWords } from '../words';
import { RecordForm } from './record-form';

type ConsentListProps = { consents: readonly Consent[]; canRevoke?: boolean };

/** Consents with their parts: which records, for what, to whom, by whom signed, and until when. */
export function ConsentList({ consents, canRevoke = false }: ConsentListProps) {
  if (consents.length === 0) return <p className="text-ink-soft">No consent has been signed.</p>;
  return (
    <Table caption="Consents" captionHidden>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Who may see it</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>For what</HeadCell>
          <HeadCell>Signed</HeadCell>
          <HeadCell>Until</HeadCell>
          <HeadCell>State</HeadCell>
        </tr>
      </thead>
      <tbody>
        {consents.map((consent) => (
          <tr key={consent.id}>
            <HeadCell scope="row" className="sticky left-0 bg-paper-raised wrap-anywhere">
              {consent.partyName}
              {consent.partyEmail && (
                <span className="block text-xs font-normal text-ink-soft">{consent.partyEmail}</span>
              )}
            </HeadCell>
            <Cell>{levelWords[consent.records]}</Cell>
            <Cell className="min-w-32">{consent.purpose}</Cell>
            <Cell className="min-w-32">
              {consent.signature}
              <span className="block text-xs text-ink-soft">{date(consent.signedOn, 'UTC')}</span>
            </Cell>
            <Cell className="whitespace-nowrap">{date(consent.expiresOn, 'UTC')}</Cell>
            <Cell>
              <ConsentState consent={consent} />
              {canRevoke && !consent.revokedAt && !consent.isOver && !consent.isSuperseded && (
                <div className="mt-2">
                  <RecordForm
                    action={revokeConsentAction}
                    hidden={{ id: consent.id }}
                    buttons={[{ label: 'Take back', variant: 'quiet' }]}
                    about={`the consent for ${consent.partyName}`}
                  />
                </div>
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function ConsentState({ consent: { revokedAt, isOver, isSuperseded } }: { consent: Consent }) {
  if (revokedAt) return <StatusBadge tone="critical">Taken back</StatusBadge>;
  if (isSuperseded) return <StatusBadge>Ended with the rights of who signed it</StatusBadge>;
  return isOver ? <StatusBadge>Over</StatusBadge> : <StatusBadge tone="positive">Counts</StatusBadge>;
}
