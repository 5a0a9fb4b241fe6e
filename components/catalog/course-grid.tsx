import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import type { CourseItem } from '@/lib/catalog/schema';
import { CourseCard } from './course-card';

const grid = 'grid gap-5 sm:grid-cols-2 lg:grid-cols-3';

type CourseGridProps = { courses: readonly CourseItem[]; headingLevel?: 2 | 3 };

export function CourseGrid({ courses, headingLevel }: CourseGridProps) {
  return (
    <ul className={grid}>
      {courses.map((course) => (
        <CourseCard key={course.id} course={course} headingLevel={headingLevel} />
      ))}
    </ul>
  );
}

/** The grid before its courses are there. */
export function CourseGridSkeleton({ cards }: { cards: number }) {
  return (
    <div className={grid}>
      {Array.from({ length: cards }, (_, card) => `card-${card}`).map((card) => (
        <div key={card} className="overflow-hidden rounded-card border bg-paper-raised">
          <Skeleton className="h-24 rounded-none" />
          <div className="p-5">
            <Skeleton className="h-6 w-3/4" />
            <SkeletonText lines={6} className="mt-4" />
          </div>
        </div>
      ))}
    </div>
  );
}
