import { ArrowRight } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { EnrollmentState } from '@/lib/enrollment/schema';
import type { Standing } from '@/lib/enrollment/standing';
import { EnrollForm } from './enroll-form';
import { Panel } from './panel';

type StudentPanelProps = Omit<Extract<Standing, { kind: 'student' }>, 'kind'> & {
  courseId: string;
  start: string | undefined;
  isOpen: boolean;
};

/** For students: enrol, or go on where they are. */
export function StudentPanel({ courseId, start, isOpen, enrollment, next }: StudentPanelProps) {
  if (!enrollment || enrollment.status === 'DROPPED') {
    if (!isOpen) return <Panel note="This course takes no new students." />;
    return (
      <Panel note={enrollment ? 'You were enrolled before; your progress is still there.' : undefined}>
        <EnrollForm courseId={courseId} label={enrollment ? 'Enrol again' : 'Enrol'} />
      </Panel>
    );
  }
  const isCompleted = enrollment.status === 'COMPLETED';
  const href = next ? `/learn/${courseId}/${next.lessonId}#${next.sectionId}` : start;
  return (
    <Panel note={next && !isCompleted && <span className="line-clamp-1">Next: {next.sectionTitle}</span>}>
      {isCompleted && <StatusBadge tone="positive">Course completed</StatusBadge>}
      <ProgressBar
        label="Your progress"
        value={enrollment.avgCompletion / 100}
        tone={isCompleted ? 'positive' : 'accent'}
      />
      {href && (
        <LinkButton href={href} size="lg">
          {buttonWord(enrollment, isCompleted)} <ArrowRight />
        </LinkButton>
      )}
    </Panel>
  );
}

function buttonWord({ avgCompletion }: NonNullable<EnrollmentState>, isCompleted: boolean): string {
  if (isCompleted) return 'Open the lessons';
  return avgCompletion === 0 ? 'Start' : 'Continue';
}
