import { demoAccounts, demoChild, demoYoungerChild } from './accounts';
import { drawTraits, type Traits } from './archetypes';
import type { DemoCourse } from './courses';
import { type DemoInstitution, demoInstitutions, homeInstitution, schoolOfMinors } from './institutions';
import { mailboxName } from './mailbox';
import { fullName, type Name, nameSource } from './names';
import { seeded, uuid } from './random';

export type Person = {
  id: string;
  email: string;
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';
  institution: string;
  given: string;
  family: string;
  displayName: string;
};

export type Student = Person & { traits: Traits };
export type DemoPeople = {
  students: Student[];
  /** By institution and teacher, see `teacherKey`. */
  teachers: Map<string, Person>;
  admins: Person[];
  /** Has an account like a student's, and no courses. */
  guardian: Person;
  /** A child of the guardian's, in no class. */
  youngerChild: Person;
};

export const teacherKey = ({ institution, teacher }: Pick<DemoCourse, 'institution' | 'teacher'>) =>
  `${institution}/${teacher}`;

/** Everybody in the demo, always the same people; the demo accounts stand for one person each. */
export function createPeople(courses: DemoCourse[]): DemoPeople {
  const ids = seeded('ids');
  const nextName = nameSource(seeded('names'));
  const person = (role: Person['role'], institution: string, name: Name, email: string): Person => ({
    id: uuid(ids),
    email,
    role,
    institution,
    given: name.given,
    family: name.family,
    displayName: fullName(name),
  });
  const colleague = (role: Person['role'], slug: string) => {
    const name = nextName();
    return person(role, slug, name, `${mailboxName(name)}@${slug}.test`);
  };
  const demo = (role: Person['role'], account: Name & { email: string }) =>
    person(role, homeInstitution, account, account.email);

  const admins = demoInstitutions.map(({ slug }) =>
    slug === homeInstitution ? demo('ADMIN', demoAccounts.admin) : colleague('ADMIN', slug),
  );
  const teachers = new Map<string, Person>();
  for (const course of courses) {
    const key = teacherKey(course);
    if (teachers.has(key)) continue;
    const own = course.teacher === 'demo';
    const teacher = own
      ? demo('INSTRUCTOR', demoAccounts.instructor)
      : colleague('INSTRUCTOR', course.institution);
    teachers.set(key, teacher);
  }
  const others = demoInstitutions.flatMap((institution) =>
    Array.from({ length: numbered(institution) }, (_, index) => {
      const name = nextName();
      const email = `${mailboxName(name)}.${index + 1}@${institution.slug}.test`;
      return person('STUDENT', institution.slug, name, email);
    }),
  );
  const child = person('STUDENT', schoolOfMinors, demoChild, demoChild.email);
  const students = [demo('STUDENT', demoAccounts.student), ...others, child].map((student) => ({
    ...student,
    traits: drawTraits(seeded(`traits:${student.email}`)),
  }));
  const guardian = person('STUDENT', schoolOfMinors, demoAccounts.guardian, demoAccounts.guardian.email);
  const youngerChild = person('STUDENT', schoolOfMinors, demoYoungerChild, demoYoungerChild.email);
  return { students, teachers, admins, guardian, youngerChild };
}

/** The demo student is one of the institution's, and so is the guardian's child. */
const numbered = ({ slug, students }: DemoInstitution) =>
  slug === homeInstitution || slug === schoolOfMinors ? students - 1 : students;
