import type { AlgorithmName, KeyClass } from '@/db/schema/keys';

type Policy = {
  algorithm: AlgorithmName;
  /** Days until the next version takes over; null: never, because what was found by it would be found no more. */
  rotateAfter: number | null;
  /** What it keeps, for people. */
  keeps: string;
};

/** How each class of values is sealed, and for how long by one key. */
export const keyPolicy: Record<KeyClass, Policy> = {
  STUDENT_RECORDS: {
    algorithm: 'A256GCM',
    rotateAfter: 90,
    keeps: 'social security numbers, contacts of parents, financial aid',
  },
  ACADEMIC_RECORDS: {
    algorithm: 'A256GCM',
    rotateAfter: 180,
    keeps: 'grades, transcripts, disciplinary records',
  },
  COMMUNICATIONS: { algorithm: 'A256CBC-HS512', rotateAfter: 365, keeps: 'messages and notes' },
  LOOKUPS: { algorithm: 'A256GCM', rotateAfter: null, keeps: 'finding a record by its number' },
};
