import { type AccessDecision, type RecordLevel, type RecordScope, recordLevels } from './schema';

/** What connects whoever asks with the student, as the database says it now. */
export type Relation = {
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';
  isSelf: boolean;
  /** The student belongs to the institution that the administrator answers for. */
  isOwnInstitution: boolean;
  /** Courses of the instructor in which the student is enrolled now. */
  taughtCourseIds: string[];
};

/**
 * Whether, why and how far a record is shown (34 CFR 99.10, 99.31(a)(1)): one's own in full; to an instructor what belongs to
 * the classes taught, never more than the academic part; to an administrator of the same institution. Everybody else is
 * shown nothing: null. Nobody is shown more than was asked for.
 */
export function decide(relation: Relation, scope: RecordScope): AccessDecision | null {
  const upTo = (most: RecordLevel): RecordLevel =>
    recordLevels[Math.min(recordLevels.indexOf(scope), recordLevels.indexOf(most))] ?? 'none';
  if (relation.isSelf) return { level: upTo('full'), ground: 'OWN_RECORD', courseIds: null };
  if (relation.role === 'ADMIN' && relation.isOwnInstitution)
    return { level: upTo('full'), ground: 'ADMINISTERS_THE_INSTITUTION', courseIds: null };
  if (relation.role === 'INSTRUCTOR' && relation.taughtCourseIds.length > 0)
    return {
      level: upTo('academic'),
      ground: 'TEACHES_THE_STUDENT',
      courseIds: relation.taughtCourseIds,
    };
  return null;
}
