/** How long a kind of data is kept, and why; `prunes`: what the nightly job deletes after that. */
export type Retention = {
  label: string;
  /** Days, where the institution has said nothing else; `RECORD`: as long as the student's record. */
  keptFor: number | 'RECORD';
  ground: string;
  /** What an institution may choose instead, in days. Absent: it is the same for all. */
  between?: readonly [least: number, most: number];
  /** Kept as long as another kind, whatever an institution chooses for that one. */
  with?: 'academicRecord';
  prunes?: readonly Prune[];
  /** Deleted once the days are over, but not row by row of one student. */
  isPrunedElsewhere?: true;
  /** Deleted when the student asks to be forgotten, once the days are over. */
  onRequest?: true;
};

/** What is deleted: the table, its column with the student, and the column that says how old a row is. */
export type Prune = {
  table: string;
  student: string;
  age: string;
  /** The days count from the student's last activity in any course, where that is later. */
  afterStudies?: true;
};

const year = 365;

/** Academic records stay so long after a student was last active in a course: days. */
export const academicRecordDays = 5 * year;

const century = 100 * year;

/** The product's retention schedule, from which an institution may depart. Whatever a hold or an open request protects stays longer. */
export const retentionSchedule = {
  academicRecord: {
    label: 'Enrolments, progress, answers and daily activity',
    keptFor: academicRecordDays,
    ground:
      'Proof of studies, counted from the last activity; afterwards the student can have the name taken off.',
    between: [year, century],
    onRequest: true,
  },
  notes: {
    label: 'Notes about students',
    keptFor: academicRecordDays,
    ground: 'Part of the education record (34 CFR 99.3), kept as long as the studies can be asked about.',
    between: [year, century],
    prunes: [
      { table: 'student_note_versions', student: 'student_id', age: 'replaced_at', afterStudies: true },
      { table: 'student_notes', student: 'student_id', age: 'updated_at', afterStudies: true },
    ],
  },
  messages: {
    label: 'Messages to students',
    keptFor: academicRecordDays,
    ground:
      'Proof that a message reached the class, counted from the day on which it was sent; its text is everybody’s whom it reached.',
    isPrunedElsewhere: true,
  },
  confidential: {
    label: 'Numbers, parents’ contact and financial aid',
    keptFor: academicRecordDays,
    ground: 'Needed as long as the studies can be asked about, and no longer: what is gone cannot be stolen.',
    between: [30, century],
    prunes: [{ table: 'student_details', student: 'student_id', age: 'updated_at', afterStudies: true }],
  },
  academicEntries: {
    label: 'Grades, transcripts and disciplinary matters',
    keptFor: academicRecordDays,
    ground: 'Proof of studies; an erasure deletes all of it, transcripts too.',
    with: 'academicRecord',
    onRequest: true,
  },
  riskScores: {
    label: 'Weekly at-risk scores',
    keptFor: 2 * year,
    ground: 'Compared within a course and the year after it; of no use to the student later.',
    between: [90, 10 * year],
    prunes: [{ table: 'risk_snapshots', student: 'user_id', age: 'day' }],
  },
  standings: {
    label: 'Status and style on the dashboard',
    keptFor: 3 * year,
    ground: 'Explains to a student what was concluded, and by which rules.',
    between: [year, 10 * year],
    prunes: [{ table: 'standings', student: 'user_id', age: 'day' }],
  },
  recommendations: {
    label: 'What became of recommendations',
    keptFor: year,
    ground: 'Needed for half a year to see which ones help.',
    between: [183, 10 * year],
    prunes: [{ table: 'recommendation_events', student: 'user_id', age: 'day' }],
  },
  notifications: {
    label: 'Notifications',
    keptFor: year,
    ground: 'A convenience. E-mail that was sent goes after 90 days.',
    isPrunedElsewhere: true,
  },
  importTraces: {
    label: 'What imports leave behind: rows they could not apply, refusals and reports',
    keptFor: 30,
    ground: 'Needed to take up an import that failed and to mend its files.',
    isPrunedElsewhere: true,
  },
  disclosures: {
    label: 'Record of disclosures, consents, requests and statements',
    keptFor: 'RECORD',
    ground: '34 CFR 99.32(a)(2): as long as the record itself.',
  },
  trail: {
    label: 'Audit trail',
    keptFor: 'RECORD',
    ground: 'Proof of who saw and changed what; sealed, so that nobody can take out an entry.',
  },
} as const satisfies Record<string, Retention>;

export type RetentionKind = keyof typeof retentionSchedule;

/** What an institution may choose for itself. */
export type ChosenKind = {
  [Kind in RetentionKind]: (typeof retentionSchedule)[Kind] extends { between: unknown } ? Kind : never;
}[RetentionKind];

/** As the interface offers them, with their limits. */
export const chosenKinds = [
  'academicRecord',
  'notes',
  'confidential',
  'riskScores',
  'standings',
  'recommendations',
] as const satisfies readonly ChosenKind[];
