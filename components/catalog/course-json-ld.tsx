import type { CourseDetail } from '@/lib/catalog/course';
import { courseJsonLd } from './course-json-ld-text';

/** The course for search engines. A data block: browsers do not run it, so it needs no nonce. */
export function CourseJsonLd({ course, origin }: { course: CourseDetail; origin: string }) {
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which no "<" is left
      dangerouslySetInnerHTML={{ __html: courseJsonLd(course, origin) }}
    />
  );
}
