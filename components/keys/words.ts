import type { KeyStatus } from '@/lib/keys/status';

export const classContents: Record<KeyStatus['keyClass'], string> = {
  STUDENT_RECORDS: 'Social security numbers, contacts of parents, financial aid.',
  ACADEMIC_RECORDS: 'Grades, transcripts, disciplinary records.',
  COMMUNICATIONS: 'What instructors write to students, with its subject, and note about them.',
  LOOKUPS:
    'Lets a record be found by its number without opening any. It stays: what it found would be found no more.',
};

export const algorithmWords: Record<KeyStatus['algorithm'], string> = {
  A256GCM: 'AES-256-GCM',
  HS256: 'HMAC-SHA-256',
  'A256CBC-HS512': 'AES-256-CBC with HMAC-SHA-512',
};
