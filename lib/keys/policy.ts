import type { AlgorithmName, KeyClass } from '@/db/schema/keys';

type Policy = {
  /** As people call what it seals. */
  title: string;
  algorithm: AlgorithmName;
  /** Days until the next version takes over; null: never, because what was found by it would be found no more. */
  rotateAfter: number | null;
};

/** How each class of values is sealed, and for how long by one key. */
export const keyPolicy: Record<KeyClass, Policy> = {
  STUDENT_RECORDS: {
    title: 'Student records',
    algorithm: 'A256GCM',
    rotateAfter: 90,
  },
  ACADEMIC_RECORDS: {
    title: 'Academic records',
    algorithm: 'A256GCM',
    rotateAfter: 180,
  },
  COMMUNICATIONS: {
    title: 'Messages and notes',
    algorithm: 'A256CBC-HS512',
    rotateAfter: 365,
  },
  LOOKUPS: {
    title: 'Finding by number',
    algorithm: 'HS256',
    rotateAfter: null,
  },
};
