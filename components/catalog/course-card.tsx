'use client';

import { Clock } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { IntentLink } from '@/components/ui/intent-link';
import { durationOfMinutes } from '@/lib/format';
import type { CourseCardData } from './course-card-data';
import { Cover } from './cover';
import { Highlighted } from './highlighted';
import { LevelBadge } from './level-badge';

type CourseCardProps = { course: CourseCardData; headingLevel?: 2 | 3 };

/**
 * One course of the catalog; the whole card leads to it. A client component, because a page then carries a card’s
 * figures a second time, for hydration, and not its whole markup.
 */
export function CourseCard({ course, headingLevel = 2 }: CourseCardProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <Card as="li" interactive className="flex min-w-0 flex-col overflow-hidden p-0 sm:p-0">
      <Cover courseId={course.id} thumbnailUrl={course.thumbnailUrl} />
      <div className="flex grow flex-col gap-2 p-5">
        {course.place && <p className="truncate text-xs font-semibold text-ink-soft">{course.place}</p>}
        <Heading className="line-clamp-4 font-serif text-lg leading-snug font-semibold hyphens-auto">
          <IntentLink
            href={`/courses/${course.id}`}
            className="wrap-anywhere after:absolute after:inset-0 after:rounded-card"
          >
            {course.title}
          </IntentLink>
        </Heading>
        {course.passage && (
          <p className="line-clamp-3 text-sm text-ink-soft">
            <Highlighted text={course.passage} />
          </p>
        )}
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

function CardFoot({ course: { instructor, institution, crowd } }: { course: CourseCardData }) {
  return (
    <div className="mt-auto border-t pt-3 text-sm">
      {instructor && <p className="truncate">{instructor}</p>}
      <p className="truncate text-ink-soft">{institution}</p>
      <p className="mt-1 text-ink-soft tabular-nums">{crowd}</p>
    </div>
  );
}
