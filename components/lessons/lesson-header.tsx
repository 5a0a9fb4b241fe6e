import type { ReactNode } from 'react';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { durationOfMinutes } from '@/lib/format';
import type { Lesson } from '@/lib/lessons/schema';
import { InlineMarkdown } from './markdown';

type LessonHeaderProps = {
  lesson: Pick<Lesson, 'title' | 'description' | 'estimatedDuration' | 'learningObjectives' | 'content'>;
  course: { id: string; title: string };
  position: number;
  lessons: number;
};

/** Where one is, what the lesson asks, and what it leads to. */
export function LessonHeader({ lesson, course, position, lessons }: LessonHeaderProps) {
  const { estimatedDuration, learningObjectives, content } = lesson;
  const place = `Lesson ${position} of ${lessons}`;
  return (
    <>
      <PageHeader
        above={
          <Breadcrumbs
            crumbs={[
              { label: 'Courses', href: '/courses' },
              { label: course.title, href: `/courses/${course.id}` },
              { label: place },
            ]}
          />
        }
        title={lesson.title}
        lead={lesson.description}
        className="mb-6"
      >
        {estimatedDuration !== null && (
          <p className="text-sm text-ink-soft">About {durationOfMinutes(estimatedDuration)}</p>
        )}
      </PageHeader>
      {(content.questions.length > 0 || learningObjectives.length > 0) && (
        <div className="mb-10 grid gap-x-8 gap-y-5 rounded-card border bg-paper-raised p-5 sm:grid-cols-2">
          <List title="Questions" items={content.questions} />
          <List title="After this lesson you can" items={learningObjectives} />
        </div>
      )}
    </>
  );
}

type ListProps = { title: ReactNode; items: readonly string[] };

function List({ title, items }: ListProps) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className="font-semibold">{title}</h2>
      <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-5 text-sm marker:text-ink-soft">
        {items.map((item) => (
          <li key={item}>
            <InlineMarkdown text={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}
