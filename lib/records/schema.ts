import { z } from 'zod';
import type { ConfidentialDetails } from '@/lib/confidential/schema';
import { atLeast, fieldLabels } from '@/lib/field-labels';
import type { StudentNote } from '@/lib/messages/schema';

/** How much of an education record is shown, from nothing to everything. */
export const recordLevels = ['none', 'directory', 'summary', 'academic', 'full'] as const;
export type RecordLevel = (typeof recordLevels)[number];

/** Whether a word is a level: what the gate calls how much it shows. */
export const isRecordLevel = (word: string | null): word is RecordLevel =>
  recordLevels.some((level) => level === word);

/** What may be asked for. */
export const recordScopes = ['directory', 'summary', 'academic', 'full'] as const;
export type RecordScope = (typeof recordScopes)[number];

/** What takes up no place, or looks like a blank and is none, and marks on nothing: a reason made of it is no reason. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/gu;
const marksOnNothing = /(^|\s)\p{M}+/gu;

const visibleIn = (value: string) => value.replace(invisible, '').replace(marksOnNothing, '$1').trim();

/** A sentence that a person wrote, with its limits in characters; at least so many of them can be seen. */
export const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .refine((value) => visibleIn(value).length >= least, atLeast(least))
    .max(most, `at most ${most} characters`)
    .refine((value) => !value.includes('\0'), 'holds a character that cannot be kept');

/** An id, or nothing where a form has an empty choice. */
export const orNothing = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.guid().toLowerCase().optional(),
);

export const accessRequest = z
  .strictObject({
    studentId: z.guid().toLowerCase(),
    scope: z.preprocess(
      (value) => (typeof value === 'string' ? value.toLowerCase() : value),
      z.enum(recordScopes),
    ),
    purpose: text(3, 100),
    justification: text(10, 1_000),
    /** Stated only in a health or safety emergency (34 CFR 99.36): the threat, and who is told. Somebody else reviews it. */
    emergency: z.strictObject({ threat: text(20, 2_000), recipients: text(3, 500) }).optional(),
  })
  .register(fieldLabels, {
    studentId: 'Student',
    scope: 'How much you need',
    purpose: 'Purpose',
    justification: 'Justification',
    'emergency.threat': 'Threat',
    'emergency.recipients': 'Who is told',
  });

export const exportRequest = accessRequest
  .omit({ scope: true, emergency: true })
  .register(fieldLabels, { studentId: 'Student', purpose: 'Purpose', justification: 'Justification' });

export type AccessRequest = z.output<typeof accessRequest>;

/** Why a record is shown. */
export type Ground =
  | 'OWN_RECORD'
  | 'TEACHES_THE_STUDENT'
  | 'ADMINISTERS_THE_INSTITUTION'
  | 'GUARDIAN'
  | 'CONSENT'
  | 'EMERGENCY'
  | 'DIRECTORY_INFORMATION';

/** Grounds of those who work with other students of the institution as well. */
export const staffGrounds: readonly Ground[] = [
  'TEACHES_THE_STUDENT',
  'ADMINISTERS_THE_INSTITUTION',
  'EMERGENCY',
];

export type AccessDecision = {
  level: RecordLevel;
  ground: Ground;
  /** The courses it is limited to; null: not limited. */
  courseIds: string[] | null;
};

export type CourseRecord = {
  courseId: string;
  code: string | null;
  title: string;
  status: 'ACTIVE' | 'COMPLETED' | 'DROPPED';
  enrolledAt: string;
  completedAt: string | null;
  /** Percent of the required sections, two decimals. */
  completion: number;
  /** From level academic on. */
  academic?: {
    sectionsCompleted: number;
    sectionsRequired: number;
    /** Seconds. */
    timeSpent: number;
    lessonsAttempted: number;
    lessonsCompleted: number;
    /** Mean of the student's ratings, 1 easy to 5 hard. */
    perceivedDifficulty: number | null;
    /** Percent. */
    comprehension: number | null;
    firstActivityAt: string | null;
    lastActivityAt: string | null;
  };
};

/** The student's words about a contested part, which stands in one course or (null) in none or several. */
export type RecordStatement = {
  contested: string;
  courseId: string | null;
  /** The least with which it is given out. */
  level: RecordScope;
  statement: string;
  statedAt: string;
};

/** What a teacher noted about a student, in which course; the student reads it as it was released. */
export type RecordNote = Omit<StudentNote, 'isOwn' | 'isOverdue'> & { courseId: string };

/** An education record as far as a level shows it. */
export type EducationRecord = {
  /** `keepsNamePrivate`: does not want name and other directory information given out (34 CFR 99.37). */
  student: { id: string; name: string; institution: string | null; keepsNamePrivate: boolean };
  /** From level summary on. */
  courses?: CourseRecord[];
  /** What the student says of parts that stand after a hearing (34 CFR 99.21(c)), with the parts that are given out. */
  statements?: RecordStatement[];
  /** At level full. */
  person?: {
    givenName: string | null;
    familyName: string | null;
    email: string | null;
    sourcedId: string | null;
    lastActiveAt: string | null;
  };
  /** At level full: what is stored encrypted. */
  confidential?: ConfidentialDetails;
  /** At level full: the days with activity, newest first. */
  activity?: { day: string; courseId: string; seconds: number; interactions: number }[];
  /** At level full, where it is read and not copied: a copy has them beside the record. */
  notes?: RecordNote[];
};

/** `asked`: how much was asked for, which may be more than the ground gives. */
export type AccessAnswer = AccessDecision & {
  decision: 'ALLOWED';
  asked: RecordScope;
  record: EducationRecord;
  notice: string;
};
