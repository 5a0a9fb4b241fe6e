import type { CourseDetail } from '@/lib/catalog/course';
import { levelWords } from './words';

/**
 * schema.org's Course and the way to it, as JSON that can stand inside a script element.
 *
 * @param origin of this site, since search engines want whole addresses
 */
export function courseJsonLd(course: CourseDetail, origin: string): string {
  const address = (path: string) => new URL(path, origin).href;
  const graph = [
    courseNode(course, address(`/courses/${course.id}`)),
    breadcrumbs([
      ['Courses', address('/courses')],
      [course.title, address(`/courses/${course.id}`)],
    ]),
  ];
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll('<', '\\u003c');
}

function courseNode(course: CourseDetail, url: string) {
  return {
    '@type': 'Course',
    url,
    name: course.title,
    description: course.description ?? course.title,
    courseCode: course.code ?? undefined,
    educationalLevel: levelWords[course.difficultyLevel],
    teaches: course.learningObjectives,
    coursePrerequisites: course.prerequisiteSkills,
    license: course.license ?? undefined,
    provider: { '@type': 'EducationalOrganization', name: course.institution.name },
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'online',
      instructor: { '@type': 'Person', name: course.instructor.name },
      courseWorkload: course.estimatedDuration === null ? undefined : `PT${course.estimatedDuration}M`,
      startDate: course.startsOn ?? undefined,
      endDate: course.endsOn ?? undefined,
    },
  };
}

const breadcrumbs = (crumbs: readonly (readonly [name: string, item: string])[]) => ({
  '@type': 'BreadcrumbList',
  itemListElement: crumbs.map(([name, item], index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item,
  })),
});
