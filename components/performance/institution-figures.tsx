import { Placeholder } from '@/components/page/placeholder';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Loading } from '@/components/ui/skeleton';
import { Stat, StatGroup } from '@/components/ui/stat';
import { count } from '@/lib/format';
import type { InstitutionFigures as Figures } from '@/lib/performance/institution';

/** People, courses, enrolments and the trail of an institution, each with the page behind it. */
export async function InstitutionFigures({ figures }: { figures: Promise<Figures> }) {
  return <InstitutionCards figures={await figures} />;
}

/** The same cards while their numbers are on the way. */
export const InstitutionSkeleton = () => (
  <Loading label="Loading the figures of your institution…">
    <InstitutionCards figures={null} />
  </Loading>
);

function InstitutionCards({ figures }: { figures: Figures | null }) {
  const of = (name: Exclude<keyof Figures, 'name'>) => (figures ? count(figures[name]) : <Placeholder />);
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card title="People" actions={<More href="/admin/people">Find people</More>}>
        <StatGroup className="sm:grid-cols-4">
          <Stat label="Students" value={of('students')} />
          <Stat label="Instructors" value={of('instructors')} />
          <Stat label="Administrators" value={of('administrators')} />
          <Stat label="Disabled" value={of('disabled')} note="cannot sign in" />
        </StatGroup>
      </Card>
      <Card title="Courses" actions={<More href="/teach">All courses</More>}>
        <StatGroup>
          <Stat label="Published" value={of('published')} />
          <Stat label="Drafts" value={of('drafts')} />
          <Stat label="Archived" value={of('archived')} />
        </StatGroup>
      </Card>
      <Card title="Enrolments">
        <StatGroup className="sm:grid-cols-4">
          <Stat label="Active" value={of('active')} />
          <Stat label="Completed" value={of('completed')} />
          <Stat label="Withdrawn" value={of('dropped')} />
          <Stat label="Sections finished" value={of('finished')} note="in the last 7 days" />
        </StatGroup>
      </Card>
      <Card title="Audit trail" actions={<More href="/admin/audit">Open the trail</More>}>
        <StatGroup>
          <Stat label="Events" value={of('events')} note="in the last 24 hours" />
          <Stat label="Refusals" value={of('refusals')} note="in the last 24 hours" />
        </StatGroup>
      </Card>
    </div>
  );
}

const More = ({ href, children }: { href: string; children: string }) => (
  <LinkButton href={href} variant="secondary" size="sm">
    {children}
  </LinkButton>
);
