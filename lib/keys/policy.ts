import type { AlgorithmName, KeyClass } from '@/db/schema/keys';

type Policy = {
  algorithm: AlgorithmName;
  /** Days until the next version takes over; null: never, because what was found by it would be found no more. */
  rotateAfter: number | null;
};

/** How each class of values is sealed, and for how long by one key. */
export const keyPolicy: Record<KeyClass, Policy> = {
  STUDENT_RECORDS: {
    algorithm: 'A256GCM',
    rotateAfter: 90,
  },
  ACADEMIC_RECORDS: {
    algorithm: 'A256GCM',
    rotateAfter: 180,
  },
  COMMUNICATIONS: { algorithm: 'A256CBC-HS512', rotateAfter: 365 },
  LOOKUPS: { algorithm: 'HS256', rotateAfter: null },
};
