import type { Ground, RecordLevel, RecordScope } from '@/lib/records/schema';

export const scopeWords: Record<RecordScope, string> = {
  directory: 'Name and institution only',
  summary: 'Courses and how far they are',
  academic: 'Courses with time, results and ratings',
  full: 'Everything, with personal data and daily activity',
};

export const levelWords: Record<RecordLevel, string> = {
  none: 'Nothing',
  directory: 'Name and institution',
  summary: 'Courses in summary',
  academic: 'Academic record',
  full: 'Full record',
};

export const groundWords: Record<Ground, string> = {
  OWN_RECORD: 'it is your own record',
  TEACHES_THE_STUDENT: 'you teach this student now; it is limited to your classes',
  ADMINISTERS_THE_INSTITUTION: 'you administer the student’s institution',
};

/** Purposes that are asked for often; any other may be written. */
export const usualPurposes = [
  'Academic advising',
  'Grade review',
  'Request of the student',
  'Financial aid',
  'Accreditation',
  'Disciplinary matter',
  'Technical support',
];
