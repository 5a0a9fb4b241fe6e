import { deniedRecord } from '@/lib/access/denied';
import { Refusal } from '@/lib/errors';
import type { Relation } from './decide';
import { rightsHolder } from './rights-holder';

/**
 * Whoever uses a right in a record holds it: the student, or the guardian until it passes. Others find no such student, and
 * the student finds in the trail that they tried.
 */
export function requireHolder(relation: Relation | null, studentId: string): asserts relation is Relation {
  if (!relation || !(relation.isSelf || relation.isGuardian))
    throw deniedRecord(studentId, 'a right of the student in the record');
  if (relation.isSelf === (rightsHolder(relation, relation.today) === 'STUDENT')) return;
  throw new Refusal(
    'forbidden',
    relation.isSelf
      ? 'Until you are 18, a parent or guardian does this for you.'
      : 'The rights in this record are the student’s own now.',
  );
}
