import { Sparkles } from 'lucide-react';
import { CourseAbout } from '@/components/catalog/course-about';
import { CourseFacts } from '@/components/catalog/course-facts';
import { CourseOutline } from '@/components/catalog/course-outline';
import { CourseResults } from '@/components/catalog/course-results';
import { Cover } from '@/components/catalog/cover';
import { LevelBadge } from '@/components/catalog/level-badge';
import { SimilarCourses } from '@/components/catalog/similar-courses';
import { EnrollFirstNotice } from '@/components/enrollment/enroll-first-notice';
import { EnrollmentPanel } from '@/components/enrollment/enrollment-panel';
import { LeaveForm } from '@/components/enrollment/leave-form';
import { PrintedAddress } from '@/components/page/printed-address';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import type { CourseDetail } from '@/lib/catalog/course';
import type { CourseItem } from '@/lib/catalog/schema';

type CourseViewProps = { course: CourseDetail; similar: CourseItem[] };

/** A course as everybody sees it; what is personal on it asks for itself in the browser. */
export function CourseView({ course, similar }: CourseViewProps) {
  return (
    <>
      <PageHeader
        above={
          <Breadcrumbs
            crumbs={[{ label: 'Courses', href: '/courses' }, { label: course.code ?? 'Course' }]}
          />
        }
        title={course.title}
        lead={course.description}
      >
        <LevelBadge level={course.difficultyLevel} />
        {course.status === 'DRAFT' && <StatusBadge tone="caution">Draft: only you can see it</StatusBadge>}
        {course.status === 'ARCHIVED' && <StatusBadge>Archived</StatusBadge>}
        {course.aiGenerated && <Badge icon={<Sparkles />}>Drafted with AI, approved by a person</Badge>}
        <PrintedAddress />
      </PageHeader>
      <EnrollFirstNotice courseId={course.id} />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12">
        <Card as="div" className="overflow-hidden p-0 sm:p-0 lg:col-start-2">
          <Cover courseId={course.id} thumbnailUrl={course.thumbnailUrl} />
          <div className="flex flex-col gap-5 p-5">
            <EnrollmentPanel
              courseId={course.id}
              firstLessonId={course.lessons[0]?.id}
              isOpen={course.status === 'PUBLISHED'}
            />
            <CourseFacts course={course} />
          </div>
        </Card>
        <div className="flex min-w-0 flex-col gap-10 lg:col-start-1 lg:row-start-1">
          <CourseAbout {...course} />
          <section>
            <h2 className="mb-3 font-serif text-xl font-semibold">Lessons</h2>
            <CourseOutline course={course} />
          </section>
          <section>
            <h2 className="mb-3 font-serif text-xl font-semibold">What students achieve</h2>
            <CourseResults {...course} />
          </section>
          <LeaveForm courseId={course.id} />
        </div>
      </div>
      <SimilarCourses courses={similar} />
    </>
  );
}
