import type { ClassesOf } from './classes';

export const analyticsClasses: ClassesOf<typeof import('../analytics')> = {
  analyticsRules: {
    about: 'What an institution changed of the rules by which figures are made.',
    columns: {
      id: 'none',
      institutionId: 'none',
      baseVersion: 'none',
      changes: 'none',
      reason: 'personal',
      createdBy: 'personal',
      createdAt: 'none',
    },
  },
  standings: {
    about: 'Status and learning style of a student in a course, as they were concluded on a day.',
    columns: {
      userId: 'personal',
      courseId: 'education record',
      day: 'education record',
      evidence: 'education record',
      status: 'education record',
      statusConfidence: 'education record',
      style: 'education record',
      styleConfidence: 'education record',
      rulesVersion: 'none',
      rulesOverride: 'none',
      recordedAt: 'none',
    },
  },
  lessonNorms: {
    about: 'How long a lesson takes most students; so rounded that it gives away nobody.',
    columns: {
      courseId: 'none',
      lessonId: 'none',
      students: 'none',
      medianSeconds: 'none',
      meanComprehension: 'none',
      asOf: 'none',
    },
  },
  recommendationEvents: {
    about: 'Which recommendation a student was shown, followed or dismissed, and what it was concluded from.',
    columns: {
      userId: 'personal',
      courseId: 'education record',
      rule: 'education record',
      sectionId: 'education record',
      kind: 'education record',
      day: 'education record',
      rulesVersion: 'none',
      rulesOverride: 'none',
      evidence: 'education record',
      at: 'education record',
    },
  },
};
