import type { Ground, RecordLevel, RecordScope } from '@/lib/records/schema';

export const scopeWords: Record<RecordScope, string> = {
  directory: 'Name and institution only',
  summary: 'Courses and how far they are',
  academic: 'Courses with time, results and ratings',
  full: 'Everything, with personal data, notes and daily activity',
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
  GUARDIAN: 'you are the student’s verified guardian',
  CONSENT: 'a signed consent names you and this purpose',
  EMERGENCY: 'you stated an emergency; another administrator reviews it',
  DIRECTORY_INFORMATION: 'it is directory information, which the student lets be given out',
};

/** The same, said of whoever looked, in what is not the own record. */
export const groundNotes: Record<Ground, string> = {
  OWN_RECORD: 'as the own record',
  TEACHES_THE_STUDENT: 'as the instructor',
  ADMINISTERS_THE_INSTITUTION: 'as an administrator',
  GUARDIAN: 'as a guardian',
  CONSENT: 'on a consent',
  EMERGENCY: 'in an emergency, which somebody else reviews',
  DIRECTORY_INFORMATION: 'as directory information',
};

export const isGround = (text: unknown): text is Ground => typeof text === 'string' && text in groundNotes;

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

/** What whoever holds the rights in a record looks at it for, unless they say something else: they owe nobody a reason. */
export const holdersReason = {
  purpose: 'Inspection by the guardian',
  justification: 'I hold the rights in this record as the guardian.',
};

/** What consents are usually for. */
export const usualConsentPurposes = 'transfer to another school, an application for a job, a scholarship';
