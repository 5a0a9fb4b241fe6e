import { demoAccounts } from './accounts';
import type { Plan, Term, Traits } from './archetypes';

export const isDemoStudent = ({ email }: { email: string }): boolean => email === demoAccounts.student.email;

export const demoStudentTraits: Traits = { diligence: 1, pace: 1.05, ability: 0.4, sectionsADay: 1.2 };

/** By course: the demo student has completed one, is in the middle of another and has just begun a third. */
export const demoPlans = new Map<string, (term: Term) => Plan>([
  [
    'writing-clearly',
    ({ start, yesterday }) => ({
      enrolledOn: start - 4,
      from: start + 1,
      to: yesterday - 33,
      share: 1,
      droppedOn: null,
    }),
  ],
  [
    'python-first-steps',
    ({ yesterday }) => ({
      enrolledOn: yesterday - 40,
      from: yesterday - 38,
      to: yesterday,
      share: 0.45,
      droppedOn: null,
    }),
  ],
  [
    'statistics-with-confidence',
    ({ yesterday }) => ({
      enrolledOn: yesterday - 6,
      from: yesterday - 5,
      to: yesterday - 2,
      share: 0.07,
      droppedOn: null,
    }),
  ],
]);
