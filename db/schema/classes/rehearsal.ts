import type { ClassesOf } from './classes';

export const rehearsalClasses: ClassesOf<typeof import('../rehearsal')> = {
  rehearsals: {
    about: 'What rehearsals of a larger term found: budgets in numbers, of nobody.',
    columns: { id: 'none', factor: 'none', report: 'none', finishedAt: 'none' },
  },
};
