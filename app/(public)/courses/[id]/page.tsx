import { Sparkles } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { CourseAbout } from '@/components/catalog/course-about';
import { CourseFacts } from '@/components/catalog/course-facts';
import { CourseJsonLd } from '@/components/catalog/course-json-ld';
import { CourseOutline } from '@/components/catalog/course-outline';
import { CourseResults } from '@/components/catalog/course-results';
import { Cover } from '@/components/catalog/cover';
import { LevelBadge } from '@/components/catalog/level-badge';
import { SimilarCourses } from '@/components/catalog/similar-courses';
import { EnrollmentPanel, type Standing } from '@/components/enrollment/enrollment-panel';
import { PrintedAddress } from '@/components/page/printed-address';
import { Alert } from '@/components/ui/alert';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { signInPath } from '@/lib/access/next-path';
import { may } from '@/lib/access/policy';
import { currentViewer } from '@/lib/access/session';
import { getNextSteps } from '@/lib/analytics/next-step';
import { type CourseDetail, getCourse } from '@/lib/catalog/course';
import { getSimilarCourses } from '@/lib/catalog/similar';
import { getOwnEnrollment } from '@/lib/enrollment/queries';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ notice?: string | string[] }> };

const readCourse = cache(async (id: string): Promise<CourseDetail> => {
  const course = z.uuid().safeParse(id).success ? await getCourse(await currentViewer(), id) : null;
  return course ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, description } = await readCourse((await params).id);
  return { title, description };
}

export default async function CoursePage({ params, searchParams }: Props) {
  const [{ id }, { notice }] = await Promise.all([params, searchParams]);
  const course = await readCourse(id);
  const [standing, similar] = await Promise.all([standingOf(course), getSimilarCourses(course.id)]);
  return (
    <>
      {course.status === 'PUBLISHED' && <CourseJsonLd course={course} />}
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
      {notice === 'enroll-first' && mustEnroll(standing) && (
        <Alert tone="accent" title="Enrol first, then the lesson opens" className="mb-8">
          <p>Lessons are for the students of a course, so that your progress has a place to go.</p>
        </Alert>
      )}
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12">
        <Card as="div" className="overflow-hidden p-0 sm:p-0 lg:order-last">
          <Cover courseId={course.id} thumbnailUrl={course.thumbnailUrl} />
          <div className="flex flex-col gap-5 p-5">
            <EnrollmentPanel
              courseId={course.id}
              firstLessonId={course.lessons[0]?.id}
              isOpen={course.status === 'PUBLISHED'}
              standing={standing}
            />
            <CourseFacts course={course} />
          </div>
        </Card>
        <div className="flex min-w-0 flex-col gap-10">
          <CourseAbout {...course} />
          <section>
            <h2 className="mb-3 font-serif text-xl font-semibold">Lessons</h2>
            <CourseOutline course={course} isOpen={opensLessons(standing)} />
          </section>
          <section>
            <h2 className="mb-3 font-serif text-xl font-semibold">What students achieve</h2>
            <CourseResults {...course} />
          </section>
        </div>
      </div>
      <SimilarCourses courses={similar} />
    </>
  );
}

async function standingOf(course: CourseDetail): Promise<Standing> {
  const viewer = await currentViewer();
  if (!viewer) return { kind: 'visitor', signInHref: signInPath(`/courses/${course.id}`) };
  if (viewer.role !== 'STUDENT') {
    const answersFor = { instructorId: course.instructor.id, institutionId: course.institution.id };
    return { kind: 'staff', teaches: may.seeClass(viewer, answersFor) };
  }
  const [enrollment, steps] = await Promise.all([getOwnEnrollment(viewer, course.id), getNextSteps(viewer)]);
  return { kind: 'student', enrollment, next: steps.find(({ courseId }) => courseId === course.id) };
}

const isStudying = (standing: Standing): boolean =>
  standing.kind === 'student' && standing.enrollment !== null && standing.enrollment.status !== 'DROPPED';

const opensLessons = (standing: Standing): boolean =>
  standing.kind === 'staff' ? standing.teaches : isStudying(standing);

const mustEnroll = (standing: Standing): boolean => standing.kind !== 'staff' && !isStudying(standing);
