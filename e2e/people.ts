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

/** The id of the guardian's child, in the text of the list of the guardian's children. */
export function childIn(page: string): string {
  const id = /href="\/guardian\/([\da-f-]{36})"/.exec(page)?.[1];
  if (!id) throw new Error('The demo guardian has no child.');
  return id;
}
