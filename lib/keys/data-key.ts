import type { AlgorithmName, KeyClass } from '@/db/schema/keys';

/** A data key, as everybody may know it. */
export type KeyFacts = {
  id: string;
  institutionId: string;
  keyClass: KeyClass;
  version: number;
  algorithm: AlgorithmName;
};

/** What a wrapped data key is bound to: under any other facts it does not open. */
export function bindingOf({ id, institutionId, keyClass, version, algorithm }: KeyFacts): Buffer {
  const parts = ['syllabase data key 1', id, institutionId, keyClass, version, algorithm];
  return Buffer.from(JSON.stringify(parts), 'utf8');
}

/** A data key that is open in this process. */
export type DataKey = KeyFacts & { secret: Buffer };
