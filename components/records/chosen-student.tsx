import { UserRound } from 'lucide-react';
import { TextLink } from '@/components/ui/text-link';
import type { KnownStudent } from '@/lib/records/find-people';

type ChosenStudentProps = {
  studentId: string;
  /** Null where the institution has no such student: the gate answers all the same. */
  student: KnownStudent | null;
};

/** Whose record is asked for, and what else there is of that student. */
export function ChosenStudent({ studentId, student }: ChosenStudentProps) {
  return (
    <div className="flex max-w-reading items-start gap-3 rounded-card border bg-paper-raised px-4 py-3">
      <UserRound aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
      <div className="flex min-w-0 flex-col gap-1">
        {student ? (
          <>
            <p className="wrap-anywhere">
              <strong>{student.name}</strong>{' '}
              <span className="text-sm text-ink-soft">{student.email ?? 'no address'}</span>
            </p>
            <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
              <TextLink href={`/admin/audit/records/${studentId}`} prefetch={false}>
                Who looked at this record
              </TextLink>
              <TextLink href={`/admin/people/${studentId}`} prefetch={false}>
                Confidential details
              </TextLink>
            </p>
          </>
        ) : (
          <p>
            Your institution has no student with the id <code className="wrap-anywhere">{studentId}</code>.
          </p>
        )}
      </div>
    </div>
  );
}
