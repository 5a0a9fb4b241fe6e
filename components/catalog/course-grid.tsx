import type { CourseItem } from '@/lib/catalog/schema';
import { CourseCard } from './course-card';
import { cardData } from './course-card-data';

type CourseGridProps = { courses: readonly CourseItem[]; headingLevel?: 2 | 3 };

/** As many columns as the place it stands in has room for. */
export function CourseGrid({ courses, headingLevel }: CourseGridProps) {
  return (
    <div className="@container">
      <ul className="grid gap-5 @lg:grid-cols-2 @3xl:grid-cols-3">
        {courses.map((course) => (
          <CourseCard key={course.id} course={cardData(course)} headingLevel={headingLevel} />
        ))}
      </ul>
    </div>
  );
}
