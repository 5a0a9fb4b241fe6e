import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { linkGuardianAction, recordRightsFactsAction } from '@/lib/records/guardians/actions';
import type { StudentRights } from '@/lib/records/guardians/schema';
import { Facts } from './facts';
import { GuardianCard } from './guardian-card';
import { RecordForm } from './record-form';

type StudentRightsViewProps = { rights: StudentRights; timeZone: string };

/** Who holds the rights in one student's record, on what that rests, and the forms that change it. */
export function StudentRightsView({ rights, timeZone }: StudentRightsViewProps) {
  const { studentId, name, holder, age, birthDate, postsecondarySince, collectionSuspendedAt } = rights;
  return (
    <>
      <Card
        title={name}
        actions={
          <StatusBadge tone="accent">
            {holder === 'STUDENT' ? 'The rights are the student’s' : 'The rights are the guardian’s'}
          </StatusBadge>
        }
      >
        <Facts
          facts={[
            ['Age', age === null ? 'not known: no guardian sees the record' : `${age}`],
            ['Name outside', rights.directoryOptedOut ? 'not to be given out' : 'may be given out'],
            ...(collectionSuspendedAt
              ? ([
                  [
                    'Account',
                    `rests since ${date(collectionSuspendedAt, timeZone)}: under 13, and no guardian agrees to data being collected`,
                  ],
                ] as const)
              : []),
          ]}
        />
        <div className="mt-4 border-t pt-4">
          <RecordForm
            action={recordRightsFactsAction}
            hidden={{ studentId }}
            fields={[
              { name: 'birthDate', label: 'Date of birth', kind: 'date', value: birthDate ?? '' },
              {
                name: 'postsecondarySince',
                label: 'Postsecondary education since',
                hint: 'The first day of studies beyond school; empty where there is none.',
                kind: 'date',
                value: postsecondarySince ?? '',
              },
              {
                name: 'checked',
                label: 'Are the dates right, with what follows?',
                kind: 'select',
                options: [
                  { value: '', label: 'Not yet' },
                  { value: 'yes', label: 'Yes, record them' },
                ],
                askedAbout: ['birthDate', 'postsecondarySince'],
              },
            ]}
            buttons={[{ label: 'Record' }]}
          />
        </div>
      </Card>
      {rights.guardians.map((guardian) => (
        <GuardianCard
          key={guardian.id}
          guardian={guardian}
          mayBeUnder13={age === null || age < 13}
          timeZone={timeZone}
        />
      ))}
      <Card title="Link a guardian">
        <RecordForm
          action={linkGuardianAction}
          hidden={{ studentId }}
          fields={[
            {
              name: 'guardianEmail',
              label: 'E-mail address of the guardian’s account',
              hint: 'An account of your institution that can sign in. Operators make a parent’s with the role of a student.',
              kind: 'email',
              required: true,
              maxLength: 255,
            },
            { name: 'relationship', label: 'Relationship', required: true, minLength: 2, maxLength: 60 },
            {
              name: 'verification',
              label: 'How it was verified',
              hint: 'What you looked at: an identity card, a birth certificate, a court order …',
              required: true,
              minLength: 5,
              maxLength: 500,
            },
          ]}
          buttons={[{ label: 'Link' }]}
        />
      </Card>
    </>
  );
}
