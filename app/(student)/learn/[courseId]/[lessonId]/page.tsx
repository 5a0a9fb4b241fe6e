import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { z } from 'zod';
import { CourseStanding } from '@/components/lessons/course-standing';
import { LessonBody } from '@/components/lessons/lesson-body';
import { LessonHeader } from '@/components/lessons/lesson-header';
import { LessonOutline } from '@/components/lessons/lesson-outline';
import { LessonPager } from '@/components/lessons/lesson-pager';
import { ReadingSession } from '@/components/lessons/reading-session';
import { TimeNote } from '@/components/lessons/time-note';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { begin } from '@/lib/access/page-reads';
import { refusePage, requireViewer } from '@/lib/access/require';
import type { Viewer } from '@/lib/access/viewer';
import { getLessonQuestions } from '@/lib/assessment/lesson-questions';
import { getCourse } from '@/lib/catalog/course';
import { Refusal } from '@/lib/errors';
import { getLesson, type LessonView } from '@/lib/lessons/queries';

type Address = { courseId: string; lessonId: string };
type Props = { params: Promise<Address> };

const ids = z.object({ courseId: z.guid(), lessonId: z.guid() });

const readLesson = cache(async (courseId: string, lessonId: string) => {
  const viewer = await requireViewer();
  if (!ids.safeParse({ courseId, lessonId }).success) return refusePage(viewer);
  const [view, course, asked] = await Promise.all([
    getLesson(viewer, courseId, lessonId),
    getCourse(viewer, courseId),
    begin(getLessonQuestions(viewer, courseId, lessonId)),
  ]);
  if (!view || !course) return refusePage(viewer);
  if (view.access === 'enroll-first') redirect(`/courses/${courseId}?notice=enroll-first`);
  return { viewer, view, course, questions: asked instanceof Refusal ? [] : asked };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { courseId, lessonId } = await params;
  const { view, course } = await readLesson(courseId, lessonId);
  return { title: `${view.lesson.title} · ${course.title}` };
}

export default async function LessonPage({ params }: Props) {
  const { courseId, lessonId } = await params;
  const { viewer, view, course, questions } = await readLesson(courseId, lessonId);
  const { lesson, access } = view;
  const index = course.lessons.findIndex(({ id }) => id === lessonId);
  return (
    <Session viewer={viewer} view={view}>
      <div className="grid items-start gap-x-12 gap-y-12 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <article className="mx-auto w-full max-w-reading min-w-0">
          {access === 'preview' && <PreviewNotice courseId={courseId} />}
          <LessonHeader
            lesson={lesson}
            course={course}
            position={index + 1}
            lessons={course.lessons.length}
          />
          <p className="mb-8 text-sm lg:hidden">
            <TextLink href="#outline">All lessons and your progress</TextLink>
          </p>
          <LessonBody lesson={lesson} questions={questions} isPreview={access === 'preview'} />
          <LessonPager
            courseId={courseId}
            previous={course.lessons[index - 1]}
            next={course.lessons[index + 1]}
            endHref={access === 'study' ? '/dashboard' : `/courses/${courseId}`}
          />
        </article>
        <aside
          id="outline"
          aria-label="Progress and lessons"
          className="flex flex-col gap-5 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto print:hidden"
        >
          {access === 'study' && (
            <div>
              <CourseStanding
                courseId={courseId}
                atFirst={{
                  avgProgress: view.progress.avgCompletion / 100,
                  totalTimeSpent: view.progress.timeSpent,
                }}
              />
              <TimeNote />
            </div>
          )}
          <LessonOutline courseId={courseId} lessons={course.lessons} currentId={lessonId} />
        </aside>
      </div>
    </Session>
  );
}

type SessionProps = {
  viewer: Viewer;
  view: Exclude<LessonView, { access: 'enroll-first' }>;
  children: ReactNode;
};

function Session({ viewer, view, children }: SessionProps) {
  if (view.access === 'preview') return children;
  const { lesson, progress } = view;
  return (
    <ReadingSession
      key={lesson.id}
      studentId={viewer.userId}
      courseId={lesson.courseId}
      lessonId={lesson.id}
      sections={lesson.sections.map(({ id, completionRule }) => ({ id, completionRule }))}
      counted={progress.completion}
    >
      {children}
    </ReadingSession>
  );
}

function PreviewNotice({ courseId }: { courseId: string }) {
  return (
    <Alert title="You are looking at this lesson as a preview" className="mb-6">
      <p>
        Nothing is counted. <TextLink href={`/courses/${courseId}`}>Back to the course</TextLink>
      </p>
    </Alert>
  );
}
