import type { AlgorithmName, KeyClass } from '@/db/schema/keys';

/** A data key, as everybody may know it. */
export type KeyFacts = {
  id: string;
  institutionId: string;
  keyClass: KeyClass;
  version: number;
  algorithm: AlgorithmName;
};

/** A data key that is open in this process. */
export type DataKey = KeyFacts & { secret: Buffer };
