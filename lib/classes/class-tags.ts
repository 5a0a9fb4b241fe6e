import type { Viewer } from '@/lib/access/viewer';

/** What the figures of a class are made of: its enrolments and progress, and the course's own outline. */
export const classTags = (_viewer: Viewer, courseId: string): string[] => [
  `class:${courseId}`,
  `course:${courseId}`,
];
