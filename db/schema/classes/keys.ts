import type { ClassesOf } from './classes';

export const keysClasses: ClassesOf<typeof import('../keys')> = {
  dataKeys: {
    about: 'The keys that columns are sealed with, themselves sealed by the master key.',
    columns: {
      id: 'none',
      institutionId: 'none',
      keyClass: 'none',
      version: 'none',
      algorithm: 'none',
      state: 'none',
      wrapped: 'sensitive',
      wrappedBy: 'none',
      createdAt: 'none',
      retiredAt: 'none',
      emptiedAt: 'none',
      destroyedAt: 'none',
    },
  },
};
