import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { NextStep } from '@/lib/analytics/next-step';
import type { EnrollmentState } from '@/lib/enrollment/schema';
import { EnrollForm } from './enroll-form';
import { LeaveForm } from './leave-form';

/** What the person on the course page is to the course. */
export type Standing =
  | { kind: 'visitor'; signInHref: string }
  | { kind: 'student'; enrollment: EnrollmentState; next: NextStep | undefined }
  | { kind: 'staff'; teaches: boolean };

type EnrollmentPanelProps = {
  courseId: string;
  firstLessonId: string | undefined;
  isOpen: boolean;
  standing: Standing;
};

/** The one next step on a course page: sign in, enrol, continue, or look. */
export function EnrollmentPanel({ courseId, firstLessonId, isOpen, standing }: EnrollmentPanelProps) {
  const start = firstLessonId && `/learn/${courseId}/${firstLessonId}`;
  if (standing.kind === 'visitor') {
    return (
      <Panel note="You need an account of your institution.">
        <LinkButton href={standing.signInHref} size="lg">
          Sign in to enrol
        </LinkButton>
      </Panel>
    );
  }
  if (standing.kind === 'staff')
    return <StaffPanel courseId={courseId} start={start} teaches={standing.teaches} />;
  const { enrollment, next } = standing;
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
    <Panel>
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
      {next && !isCompleted && <p className="text-sm text-ink-soft">Next: {next.sectionTitle}</p>}
      {!isCompleted && <LeaveForm courseId={courseId} />}
    </Panel>
  );
}

function buttonWord({ avgCompletion }: NonNullable<EnrollmentState>, isCompleted: boolean): string {
  if (isCompleted) return 'Open the lessons';
  return avgCompletion === 0 ? 'Start' : 'Continue';
}

type StaffPanelProps = { courseId: string; start: string | undefined; teaches: boolean };

function StaffPanel({ courseId, start, teaches }: StaffPanelProps) {
  if (!teaches) return <Panel note="Only students can enrol in courses." />;
  return (
    <Panel note="You answer for this course: you see its lessons as students do, without being counted.">
      {start && <LinkButton href={start}>Preview the lessons</LinkButton>}
      <LinkButton href={`/teach/${courseId}`} variant="secondary">
        Open the class
      </LinkButton>
    </Panel>
  );
}

function Panel({ note, children }: { note?: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      {children}
      {note && <p className="text-sm text-ink-soft">{note}</p>}
    </div>
  );
}
