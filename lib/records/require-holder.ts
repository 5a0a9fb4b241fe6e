import { notFound, Refusal } from '@/lib/errors';
import type { Relation } from './decide';
import { rightsHolder } from './rights-holder';

/** Whoever uses a right in a record holds it: the student, or the guardian until it passes. Others find no such student. */
export function requireHolder(relation: Relation | null): asserts relation is Relation {
  if (!relation || !(relation.isSelf || relation.isGuardian)) throw notFound();
  if (relation.isSelf === (rightsHolder(relation, relation.today) === 'STUDENT')) return;
  throw new Refusal(
    'forbidden',
    relation.isSelf
      ? 'Until you are 18, a parent or guardian does this for you.'
      : 'The rights in this record are the student’s own now.',
  );
}
