import { Clock } from 'lucide-react';
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import type { CourseItem } from '@/lib/catalog/schema';
import { counted, durationOfMinutes, percent } from '@/lib/format';
import { Cover } from './cover';
import { LevelBadge } from './level-badge';

type CourseCardProps = { course: CourseItem; headingLevel?: 2 | 3 };

/** One course of the catalog; the whole card leads to it. */
export function CourseCard({ course, headingLevel = 2 }: CourseCardProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <Card as="li" interactive className="flex min-w-0 flex-col overflow-hidden p-0 sm:p-0">
      <Cover courseId={course.id} thumbnailUrl={course.thumbnailUrl} />
      <div className="flex grow flex-col gap-2 p-5">
        {course.code && <p className="truncate text-xs font-semibold text-ink-soft">{course.code}</p>}
        <Heading className="line-clamp-4 font-serif text-lg leading-snug font-semibold hyphens-auto">
          <Link href={`/courses/${course.id}`} className="after:absolute after:inset-0 after:rounded-card">
            {course.title}
          </Link>
        </Heading>
        {course.description && <p className="line-clamp-3 text-sm text-ink-soft">{course.description}</p>}
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          <LevelBadge level={course.difficultyLevel} />
          {course.estimatedDuration !== null && (
            <span className="inline-flex items-center gap-1.5">
              <Clock className="size-4" />
              {durationOfMinutes(course.estimatedDuration)}
            </span>
          )}
        </div>
        <CardFoot course={course} />
      </div>
    </Card>
  );
}

function CardFoot({ course }: { course: CourseItem }) {
  return (
    <div className="mt-auto border-t pt-3 text-sm">
      <p className="truncate">{course.instructor.name}</p>
      <p className="truncate text-ink-soft">{course.institution.name}</p>
      <p className="mt-1 text-ink-soft tabular-nums">{crowd(course)}</p>
    </div>
  );
}

function crowd({ enrolledStudents, avgCompletionRate }: CourseItem): string {
  if (enrolledStudents === 0) return 'Nobody enrolled yet';
  const completion = percent(Math.round(avgCompletionRate * 100));
  return `${counted(enrolledStudents, 'student')} · ${completion} done on average`;
}
