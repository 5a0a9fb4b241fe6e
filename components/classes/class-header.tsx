import { Download } from 'lucide-react';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import type { ClassCourse } from '@/lib/classes/class-access';
import { date } from '@/lib/format';
import type { ClassPlace } from './class-places';
import { ClassTabs } from './class-tabs';
import { CourseStatus } from './course-status';
import { PrintButton } from './print-button';

type ClassHeaderProps = { course: ClassCourse; place: ClassPlace };

/** The head of a class page: which course, when, what can be taken away, and the other pages about it. */
export function ClassHeader({ course, place }: ClassHeaderProps) {
  return (
    <>
      <PageHeader
        above={
          <Breadcrumbs crumbs={[{ label: 'Teaching', href: '/teach' }, { label: course.code ?? 'Class' }]} />
        }
        title={course.title}
        lead={[course.code, period(course)].filter(Boolean).join(' · ')}
        actions={
          <>
            <Button asChild variant="secondary">
              <a href={`/api/v1/courses/${course.id}/class.csv`} download>
                <Download /> Class list (CSV)
              </a>
            </Button>
            <PrintButton />
          </>
        }
      >
        <CourseStatus status={course.status} />
        <p className="text-sm print:hidden">
          <TextLink href={coursePath(course)}>
            {course.status === 'PUBLISHED' ? 'Course page' : 'Preview'}
          </TextLink>
        </p>
        <p className="text-sm text-ink-soft print:hidden">
          Each download of the class list is recorded in the audit trail.
        </p>
      </PageHeader>
      <ClassTabs courseId={course.id} current={place} />
    </>
  );
}

/** Only what is published has a page for everybody. */
const coursePath = ({ id, status }: ClassCourse): string =>
  status === 'PUBLISHED' ? `/courses/${id}` : `/courses/${id}/preview`;

function period({ startsOn, endsOn }: ClassCourse): string {
  const day = (value: string) => date(value, 'UTC');
  if (startsOn && endsOn) return `${day(startsOn)} – ${day(endsOn)}`;
  if (startsOn) return `from ${day(startsOn)}`;
  if (endsOn) return `until ${day(endsOn)}`;
  return 'no fixed dates';
}
