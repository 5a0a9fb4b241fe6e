import { LinkButton } from '@/components/ui/link-button';
import { Panel } from './panel';

type StaffPanelProps = { courseId: string; start: string | undefined; teaches: boolean };

/** For instructors and administrators. */
export function StaffPanel({ courseId, start, teaches }: StaffPanelProps) {
  if (!teaches) return <Panel note="Only students can enrol in courses." />;
  return (
    <Panel note="As students see it, uncounted.">
      {start && <LinkButton href={start}>Preview the lessons</LinkButton>}
      <LinkButton href={`/teach/${courseId}`} variant="secondary">
        Open the class
      </LinkButton>
    </Panel>
  );
}
