'use client';

import { LinkButton } from '@/components/ui/link-button';
import { Skeleton } from '@/components/ui/skeleton';
import { signInPath } from '@/lib/access/next-path';
import { useStanding } from '@/lib/enrollment/client';
import { Panel } from './panel';
import { StaffPanel } from './staff-panel';
import { StudentPanel } from './student-panel';

type EnrollmentPanelProps = {
  courseId: string;
  firstLessonId: string | undefined;
  isOpen: boolean;
};

/** The one next step on a course page: sign in, enrol, continue, or look. As high for everybody. */
export function EnrollmentPanel({ courseId, firstLessonId, isOpen }: EnrollmentPanelProps) {
  const standing = useStanding(courseId);
  const start = firstLessonId && `/learn/${courseId}/${firstLessonId}`;
  if (!standing) return <PanelToCome courseId={courseId} />;
  if (standing.kind === 'visitor') return <VisitorPanel courseId={courseId} />;
  if (standing.kind === 'staff')
    return <StaffPanel courseId={courseId} start={start} teaches={standing.teaches} />;
  return <StudentPanel {...standing} courseId={courseId} start={start} isOpen={isOpen} />;
}

const VisitorPanel = ({ courseId }: { courseId: string }) => (
  <Panel note="You need an account of your institution.">
    <LinkButton href={signInPath(`/courses/${courseId}`)} size="lg">
      Sign in to enrol
    </LinkButton>
  </Panel>
);

/** Until it is known who is there; without JavaScript that stays unknown, and signing in is the next step. */
const PanelToCome = ({ courseId }: { courseId: string }) => (
  <>
    <noscript>
      <VisitorPanel courseId={courseId} />
    </noscript>
    <div className="min-h-36 noscript:hidden print:hidden">
      <Skeleton className="h-12" />
    </div>
  </>
);
