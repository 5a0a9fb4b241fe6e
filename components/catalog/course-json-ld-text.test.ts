import { describe, expect, it } from 'vitest';
import type { CourseDetail } from '@/lib/catalog/course';
import { courseJsonLd } from './course-json-ld-text';

const course: CourseDetail = {
  id: '3f6f1f0e-8a53-4c8e-9a52-5a2f1d3b7c11',
  code: 'BIO 1',
  title: 'Cells </script><script>alert(1)</script>',
  description: '<!-- not a comment',
  difficultyLevel: 'BEGINNER',
  estimatedDuration: 90,
  thumbnailUrl: null,
  instructor: { id: 'i', name: 'Ingrid' },
  institution: { id: 'n', name: 'Northfield' },
  enrolledStudents: 0,
  avgCompletionRate: null,
  completedStudents: null,
  createdAt: '2026-03-01T00:00:00Z',
  updatedAt: '2026-03-01T00:00:00Z',
  status: 'PUBLISHED',
  aiGenerated: false,
  credits: '4',
  department: null,
  license: null,
  startsOn: '2026-09-01',
  endsOn: null,
  learningObjectives: [],
  prerequisiteSkills: [],
  targetAudience: [],
  lessons: [],
};

describe('a course as JSON-LD', () => {
  it('cannot leave its script element, and says the same when read', () => {
    const text = courseJsonLd(course, 'https://learn.test');
    expect(text).not.toContain('<');
    const [node, way] = JSON.parse(text)['@graph'];
    expect(way.itemListElement.at(-1)).toMatchObject({
      position: 2,
      name: course.title,
      item: `https://learn.test/courses/${course.id}`,
    });
    expect(node).toMatchObject({
      name: course.title,
      description: course.description,
      hasCourseInstance: { courseWorkload: 'PT90M', startDate: '2026-09-01' },
    });
  });
});
