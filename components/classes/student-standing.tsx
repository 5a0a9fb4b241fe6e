import { LearningStatusBadge } from '@/components/analytics/learning-status-badge';
import { StatusHistory } from '@/components/analytics/status-history';
import { TextLink } from '@/components/ui/text-link';
import type { StatusSpan } from '@/lib/analytics/standing-history';
import type { ClassSummary, ListedStudent } from '@/lib/classes/schema';
import { counted, dateTime } from '@/lib/format';
import { completionText } from './completion';

type StudentStandingProps = {
  student: ListedStudent;
  summary: ClassSummary;
  spans: readonly StatusSpan[];
  timeZone: string;
  now: string;
};

/** Where a student stands in the class: the status that the student's own dashboard says, and how it went. */
export function StudentStanding({ student, summary, spans, timeZone, now }: StudentStandingProps) {
  const { learningStatus, completion } = student;
  return (
    <div className="flex flex-col gap-3">
      <div>
        {learningStatus ? (
          <LearningStatusBadge status={learningStatus} />
        ) : (
          <p className="text-sm">
            {student.status === 'DROPPED' ? 'Withdrawn: no status.' : 'Not enough data yet.'}
          </p>
        )}
      </div>
      <p className="text-sm text-ink-soft">
        {completionText(completion, 1)} done{comparison(summary)}, as of{' '}
        <time dateTime={now}>{dateTime(now, timeZone)}</time>.{' '}
        <TextLink href="/method#status">How it is made</TextLink>
      </p>
      <StatusHistory spans={spans} />
    </div>
  );
}

const comparison = ({ medianCompletion, active, completed }: ClassSummary): string =>
  medianCompletion === null
    ? ''
    : `; the median of ${counted(active + completed, 'current student')} is ${completionText(medianCompletion, 1)}`;
