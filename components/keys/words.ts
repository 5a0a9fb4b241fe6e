import type { KeyStatus } from '@/lib/keys/status';

export const classWords: Record<KeyStatus['keyClass'], { title: string; keeps: string }> = {
  STUDENT_RECORDS: {
    title: 'Student records',
    keeps: 'Social security numbers, contacts of parents, financial aid.',
  },
  ACADEMIC_RECORDS: { title: 'Academic records', keeps: 'Grades, transcripts, disciplinary records.' },
  COMMUNICATIONS: {
    title: 'Messages and notes',
    keeps: 'What instructors write to students, with its subject, and note about them.',
  },
  LOOKUPS: {
    title: 'Finding by number',
    keeps:
      'Lets a record be found by its number without opening any. It stays: what it found would be found no more.',
  },
};

export const algorithmWords: Record<KeyStatus['algorithm'], string> = {
  A256GCM: 'AES-256-GCM',
  HS256: 'HMAC-SHA-256',
  'A256CBC-HS512': 'AES-256-CBC with HMAC-SHA-512',
};
