export type Role = 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';

export type UserFacts = {
  /** From the users file (OneRoster 1.1) and the roles file (1.2), in lower case. */
  fileRoles: string[];
  /** Whether any class names this person as a teacher. */
  teaches: boolean;
  knownRole: Role | null;
  institutionId: string | null;
  emailTaken: boolean;
};

const administrator = /administrator$/;

/**
 * What a user of a roster becomes, or why the row is refused. A roster makes students and instructors, never
 * administrators, and takes nobody's role away: an instructor stays one when the next file says otherwise.
 */
export function decideUser(facts: UserFacts): { role: Role } | { reason: string } {
  const { fileRoles, knownRole } = facts;
  if (facts.institutionId === null) return { reason: 'organisation: missing or unknown' };
  if (facts.emailTaken) return { reason: 'email: belongs to another account' };
  if (knownRole === 'ADMIN') return { role: 'ADMIN' };
  if (fileRoles.some((role) => administrator.test(role))) {
    return { reason: 'role: a roster cannot make an administrator' };
  }
  if (facts.teaches || fileRoles.includes('teacher') || knownRole === 'INSTRUCTOR')
    return { role: 'INSTRUCTOR' };
  if (fileRoles.length > 0 && !fileRoles.includes('student')) {
    return { reason: 'role: neither student nor teacher' };
  }
  return { role: 'STUDENT' };
}
