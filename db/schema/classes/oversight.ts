import type { ClassesOf } from './classes';

export const oversightClasses: ClassesOf<typeof import('../oversight')> = {
  auditFlags: {
    about: 'Hours of a person in the trail that a rule found remarkable.',
    columns: {
      id: 'none',
      institutionId: 'none',
      rule: 'personal',
      rulesVersion: 'none',
      actorId: 'personal',
      actorName: 'personal',
      hour: 'personal',
      counted: 'personal',
      threshold: 'none',
      foundAt: 'none',
    },
  },
  auditFlagReviews: {
    about: 'What an administrator made of such an hour.',
    columns: {
      id: 'none',
      institutionId: 'none',
      flagId: 'none',
      verdict: 'personal',
      note: 'sensitive',
      reviewerId: 'personal',
      reviewerName: 'personal',
      reviewedAt: 'personal',
    },
  },
  auditViews: {
    about: 'Views of the trail that an administrator keeps under a name.',
    columns: {
      id: 'none',
      userId: 'personal',
      name: 'personal',
      search: 'personal',
      createdAt: 'none',
    },
  },
};
