/**
 * SQL: a person who is a student, or was one, and so has an education record: a role that came later ends none. Whoever asks
 * sees it as far as the enrolments are theirs to see.
 *
 * @param person alias of `users`
 */
export const everStudent = (person: string): string =>
  `(${person}.role = 'STUDENT' OR ${onceEnrolled(person)})`;

/**
 * SQL: a person who is in a course, or was, to study.
 *
 * @param person alias of `users`
 */
export const onceEnrolled = (person: string): string =>
  // One row and not EXISTS, which the planner turns into a list of everybody who is enrolled.
  `(
       SELECT true FROM enrollments was WHERE was.user_id = ${person}.id AND was.role = 'STUDENT' LIMIT 1) IS NOT NULL`;

/**
 * SQL: a person with a student's account to be a guardian with, who never was in a course.
 *
 * @param person alias of `users`
 */
export const onlyGuardian = (person: string): string =>
  `(${person}.role = 'STUDENT' AND (
       SELECT true FROM guardianships link WHERE link.guardian_id = ${person}.id AND link.ended_at IS NULL LIMIT 1) IS NOT NULL
       AND NOT ${onceEnrolled(person)})`;

/**
 * SQL: a person of whom something is kept: who has left, because a roster names them no longer, as well as who is here. An
 * erasure takes the roster's id away; nobody but a roster and an erasure ends a person. As `record_facts` has it.
 *
 * @param person alias of `users`
 */
export const isKept = (person: string): string =>
  `(${person}.deleted_at IS NULL OR ${person}.sourced_id IS NOT NULL)`;
