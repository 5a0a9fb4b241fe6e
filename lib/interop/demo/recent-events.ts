import { demoAccounts } from './accounts';
import type { PastEvent } from './audit-trail';
import { homeInstitution } from './institutions';
import type { DemoPeople, Person } from './people';

export type Setting = {
  institutionId(slug: string): string | undefined;
  /** The class whose list is exported: its course, and how many are on the list. */
  exported: { courseId: string; students: number };
};

const homes = { staff: '192.0.2.14', instructor: '192.0.2.61', student: '203.0.113.9' };

/**
 * Two weeks of sign-ins and sign-outs of the staff and the demo accounts; one of them mistypes a password, and
 * the demo instructor exports a class list.
 */
export function recentEvents({ students, teachers, admins }: DemoPeople, setting: Setting): PastEvent[] {
  const { signIn, signOut, mistyped, exportClass } = eventKinds(setting);
  const holder = (people: Person[], { email }: { email: string }) =>
    people.filter((person) => person.email === email);
  const instructor = holder([...teachers.values()], demoAccounts.instructor);
  const colleagues = [...teachers.values()].filter(
    (person) => person.institution === homeInstitution && !instructor.includes(person),
  );
  return [
    ...colleagues.flatMap((person, n) => [
      signIn(person, 1 + ((n * 5) % 13), 8 + (n % 7) * 1.15, `198.51.100.${20 + n}`),
      signOut(person, 1 + ((n * 5) % 13), 9.6 + (n % 7) * 1.15),
    ]),
    ...holder(admins, demoAccounts.admin).flatMap((person) => [
      ...[13, 8, 1].map((daysAgo) => signIn(person, daysAgo, 8.2 + daysAgo / 10, homes.staff)),
      signOut(person, 13, 10.5),
    ]),
    ...instructor.flatMap((person) => [
      ...[12, 5, 1].map((daysAgo) => signIn(person, daysAgo, 9.3 + daysAgo / 4, homes.instructor)),
      exportClass(person, 12, 12.6),
      exportClass(person, 5, 10.9),
      signOut(person, 5, 12.5),
    ]),
    ...holder(students, demoAccounts.student).flatMap((person) => [
      mistyped(person, 3, 12.2, homes.student),
      ...[9, 3, 1].map((daysAgo) => signIn(person, daysAgo, 12.25, homes.student)),
    ]),
  ];
}

function eventKinds({ institutionId, exported }: Setting) {
  const happened = (
    person: Person,
    daysAgo: number,
    hour: number,
    event: Omit<PastEvent['event'], 'institutionId'>,
  ): PastEvent => ({
    daysAgo,
    hour,
    actor: person,
    event: { ...event, institutionId: institutionId(person.institution) },
  });
  const user = (action: string, { id }: Person) => ({ action, objectType: 'user', objectId: id });
  return {
    signIn: (person: Person, daysAgo: number, hour: number, ipAddress: string) =>
      happened(person, daysAgo, hour, {
        ...user('session.create', person),
        details: { method: 'password' },
        ipAddress,
      }),
    signOut: (person: Person, daysAgo: number, hour: number) =>
      happened(person, daysAgo, hour, user('session.end', person)),
    mistyped: (person: Person, daysAgo: number, hour: number, ipAddress: string): PastEvent => ({
      ...happened(person, daysAgo, hour, {
        ...user('session.refused', person),
        outcome: 'DENIED',
        details: { method: 'password', reason: 'wrong password' },
        ipAddress,
      }),
      actor: null,
    }),
    exportClass: (person: Person, daysAgo: number, hour: number) =>
      happened(person, daysAgo, hour, {
        action: 'class.export',
        objectType: 'course',
        objectId: exported.courseId,
        details: { students: exported.students },
      }),
  };
}
