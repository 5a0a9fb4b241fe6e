import { LinkButton } from '@/components/ui/link-button';
import { placeHoldAction } from '@/lib/records/retention/actions';
import { RecordForm } from './record-form';

type HoldFormProps = {
  /** Whom the hold is to cover; null: every student of the institution. */
  student: { id: string; name: string } | null;
};

/** Places a legal hold on what is kept of one student, or of everybody. */
export const HoldForm = ({ student }: HoldFormProps) => (
  <div className="flex max-w-reading flex-col gap-4">
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <p>
        It will cover <strong>{student ? student.name : 'every student of your institution'}</strong>.
      </p>
      {student && (
        <LinkButton href="/admin/records/retention#hold" variant="quiet" size="sm">
          Cover everybody instead
        </LinkButton>
      )}
    </div>
    <RecordForm
      key={student?.id}
      action={placeHoldAction}
      hidden={student ? { studentId: student.id } : {}}
      fields={[
        {
          name: 'reason',
          label: 'Reason',
          hint: 'Which case, and who ordered it.',
          kind: 'textarea',
          required: true,
          minLength: 10,
          maxLength: 2000,
        },
      ]}
      buttons={[{ label: student ? `Hold everything of ${student.name}` : 'Hold everything of everybody' }]}
      confirm={
        student
          ? undefined
          : {
              label: 'Hold everything of everybody …',
              warning:
                'Nothing of any student of your institution is deleted until it is released. To cover one student, find that student first.',
            }
      }
    />
  </div>
);
