import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { answerCollectionAction } from '@/lib/records/guardians/actions';
import type { ChildCollection } from '@/lib/records/guardians/collection';
import type { Child } from './child';
import { CollectionBadge } from './collection-badge';
import { RecordForm } from './record-form';

type CollectionCardProps = {
  child: Child;
  collection: ChildCollection;
  /** The guardian's name, to sign with. */
  signer: string;
  timeZone: string;
};

/** Whether data of a child under 13 is collected: what that is, and the guardian's answer. */
export function CollectionCard({
  child,
  collection: { agreedAt, withdrawnAt, rests },
  signer,
  timeZone,
}: CollectionCardProps) {
  const { id, name } = child;
  return (
    <Card title="Data of a child under 13">
      <div className="flex max-w-reading flex-col gap-4">
        <p>
          {name} can use the account only while a guardian agrees that data is collected: name and e-mail
          address, the courses, what is read, for how long and on which days, answers to questions and the
          points for them, messages with teachers, and the address each request comes from. It is used to
          teach, and given to others only as stands below under “Let somebody see the record” and, with the
          record, under “Given to others”.
        </p>
        <p className="flex flex-wrap items-center gap-3">
          <CollectionBadge agreedAt={agreedAt} rests={rests} />
          <span className="text-sm text-ink-soft">
            {standing(agreedAt, rests, timeZone)}
            {withdrawnAt && !agreedAt && ` You took your agreement back on ${date(withdrawnAt, timeZone)}.`}
          </span>
        </p>
        {agreedAt ? (
          <RecordForm
            key="withdraw"
            action={answerCollectionAction}
            hidden={{ studentId: id, agrees: 'false' }}
            buttons={[{ label: 'I no longer agree', variant: 'danger' }]}
            about={name}
            confirm={{
              label: 'Take it back',
              warning: `If no other guardian agrees, the account rests from then on: ${name} is signed out everywhere, cannot sign in, and nothing more is collected. What is kept already stays until you ask for it to be erased.`,
            }}
          />
        ) : (
          <RecordForm
            key="agree"
            action={answerCollectionAction}
            hidden={{ studentId: id, agrees: 'true' }}
            fields={[
              {
                name: 'signature',
                label: 'Your signature',
                hint: `Type your name: ${signer}`,
                required: true,
                maxLength: 255,
              },
            ]}
            buttons={[{ label: 'I agree', variant: 'primary' }]}
            about={name}
          />
        )}
      </div>
    </Card>
  );
}

function standing(agreedAt: string | null, rests: boolean, timeZone: string): string {
  if (agreedAt) return `since ${date(agreedAt, timeZone)}`;
  if (rests) return 'No guardian agrees: nobody can sign in with it, and nothing is collected.';
  return 'As long as another guardian agrees, the account goes on.';
}
