/**
 * SQL: a person who is a student, or was one, and so has an education record: a role that came later ends none. Whoever asks
 * sees it as far as the enrolments are theirs to see.
 *
 * @param person alias of `users`
 */
export const everStudent = (person: string): string =>
  // One row and not EXISTS, which the planner turns into a list of everybody who is enrolled.
  `(${person}.role = 'STUDENT' OR (
       SELECT true FROM enrollments was WHERE was.user_id = ${person}.id AND was.role = 'STUDENT' LIMIT 1) IS NOT NULL)`;

/**
 * SQL: a person of whom something is kept: who has left, because a roster names them no longer, as well as who is here. An
 * erasure takes the roster's id away; nobody but a roster and an erasure ends a person. As `record_facts` has it.
 *
 * @param person alias of `users`
 */
export const isKept = (person: string): string =>
  `(${person}.deleted_at IS NULL OR ${person}.sourced_id IS NOT NULL)`;
