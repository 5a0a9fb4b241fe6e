import type { Role } from './viewer';

type Person = { userId: string; role: Role; institutionId: string | null };
type Course = { instructorId: string; institutionId: string; status: 'DRAFT' | 'PUBLISHED' | 'ARCHIVED' };

/** Who may do what: pure functions, shared with the interface. The database's row security repeats them. */
export const may = {
  /** Read the lessons of a course. Drafts and archived courses are for those who answer for them. */
  readCourse: (person: Person | null, course: Course) =>
    course.status === 'PUBLISHED' || (person !== null && may.seeClass(person, course)),

  /** See every student of a course: its instructor, and administrators of its institution. */
  seeClass: (person: Person, course: Pick<Course, 'instructorId' | 'institutionId'>) =>
    (person.role === 'INSTRUCTOR' && person.userId === course.instructorId) ||
    (person.role === 'ADMIN' && person.institutionId === course.institutionId),

  enroll: (person: Person, course: Pick<Course, 'status'>) =>
    person.role === 'STUDENT' && course.status === 'PUBLISHED',

  /** The trail and the people of one's own institution. */
  administer: (person: Person) => person.role === 'ADMIN' && person.institutionId !== null,
};
