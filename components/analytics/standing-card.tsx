import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { StatusSpan } from '@/lib/analytics/standing-history';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { count, counted, duration } from '@/lib/format';
import { StatusHistory } from './status-history';
import { StatusVerdict } from './status-verdict';
import { confidenceWords, styleWords } from './words';

type StandingCardProps = { course: CourseProgress; spans: readonly StatusSpan[] };

/** Status and pace with reasons, what they stand on, and how the status went. */
export function StandingCard({ course, spans }: StandingCardProps) {
  const { learningStyle: style } = course;
  return (
    <Card title="Where you stand" className="min-w-0">
      <div className="flex flex-col gap-5">
        {course.status === 'COMPLETED' ? (
          <div>
            <StatusBadge tone="positive">Course completed</StatusBadge>
          </div>
        ) : (
          <StatusVerdict verdict={course.learningStatus} />
        )}
        <div className="text-sm">
          <p className="font-semibold">Your pace{style.value !== null && `: ${styleWords[style.value]}`}</p>
          <p className="text-ink-soft">
            {style.reason} {style.value !== null && `(${confidenceWords[style.confidence]})`}
          </p>
        </div>
        {(spans.length > 0 || course.status === 'ACTIVE') && <StatusHistory spans={spans} />}
        <p className="border-t pt-4 text-xs text-ink-soft">
          From {counted(course.sectionsStarted, 'section')} begun, {studyTime(course)} and{' '}
          {counted(course.totalClassmates, 'classmate')}. What is said about the class is rounded. Version{' '}
          {count(course.rules.version)} of the rules
          {course.rules.override !== null && ', as your institution has changed them'}.
        </p>
      </div>
    </Card>
  );
}

const studyTime = ({ totalTimeSpent, sectionsStarted }: CourseProgress): string =>
  totalTimeSpent === 0 && sectionsStarted > 0
    ? 'time that was not measured'
    : `${duration(totalTimeSpent)} of study`;
