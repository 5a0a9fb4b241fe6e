import { join } from 'node:path';

export const password = 'syllabase-demo';
export const people = {
  student: 'student@demo.test',
  instructor: 'instructor@demo.test',
  admin: 'admin@demo.test',
  guardian: 'guardian@demo.test',
} as const;
export type Person = keyof typeof people;

/** Where the session of a person is kept for the run. */
export const sessionFile = (person: Person) => join('test-results', 'sessions', `${person}.json`);
