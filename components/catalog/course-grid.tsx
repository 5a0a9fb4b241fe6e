import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import type { CourseItem } from '@/lib/catalog/schema';
import { CourseCard } from './course-card';
import { cardData } from './course-card-data';

/** As many columns as the place it stands in has room for. */
const grid = 'grid gap-5 @lg:grid-cols-2 @3xl:grid-cols-3';

type CourseGridProps = { courses: readonly CourseItem[]; headingLevel?: 2 | 3 };

export function CourseGrid({ courses, headingLevel }: CourseGridProps) {
  return (
    <div className="@container">
      <ul className={grid}>
        {courses.map((course) => (
          <CourseCard key={course.id} course={cardData(course)} headingLevel={headingLevel} />
        ))}
      </ul>
    </div>
  );
}

/** The grid before its courses are there. */
export function CourseGridSkeleton({ cards }: { cards: number }) {
  return (
    <div className="@container">
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
    </div>
  );
}
