import type { CourseDetail } from '@/lib/catalog/course';
import { levelWords } from './words';

/** schema.org's Course as JSON that can stand inside a script element. */
export function courseJsonLd(course: CourseDetail): string {
  const value = {
    '@context': 'https://schema.org',
    '@type': 'Course',
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
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
