/** How long a kind of data is kept, and why; `prunes`: what the nightly job deletes after that. */
export type Retention = {
  label: string;
  /** Days; `RECORD`: as long as the student's record. */
  keptFor: number | 'RECORD';
  ground: string;
  /** The table, its column with the student, and the column that says how old a row is. */
  prunes?: { table: string; student: string; age: string };
};

const year = 365;

/** Academic records stay so long after a student was last active in a course: days. */
export const academicRecordDays = 5 * year;

/** The whole retention schedule. Whatever a hold or an open request protects stays longer. */
export const retentionSchedule = {
  academicRecord: {
    label: 'Enrolments, progress, answers and daily activity',
    keptFor: academicRecordDays,
    ground:
      'Proof of studies, counted from the last activity; afterwards the student can have the name taken off.',
  },
  notes: {
    label: 'Notes about students and messages to them',
    keptFor: academicRecordDays,
    ground: 'Part of the education record (34 CFR 99.3), kept as long as the studies can be asked about.',
  },
  confidential: {
    label: 'Numbers, parents’ contact, financial aid, grades, transcripts and disciplinary matters',
    keptFor: academicRecordDays,
    ground: 'Asked for as long as the studies can be; an erasure deletes all of it, transcripts too.',
  },
  riskScores: {
    label: 'Weekly at-risk scores',
    keptFor: 2 * year,
    ground: 'Compared within a course and the year after it; of no use to the student later.',
    prunes: { table: 'risk_snapshots', student: 'user_id', age: 'day' },
  },
  standings: {
    label: 'Status and style on the dashboard',
    keptFor: 3 * year,
    ground: 'Explains to a student what was concluded, and by which rules.',
    prunes: { table: 'standings', student: 'user_id', age: 'day' },
  },
  recommendations: {
    label: 'What became of recommendations',
    keptFor: year,
    ground: 'Needed for half a year to see which ones help.',
    prunes: { table: 'recommendation_events', student: 'user_id', age: 'day' },
  },
  notifications: {
    label: 'Notifications',
    keptFor: year,
    ground: 'A convenience; pruned by its own job, sent e-mail after 90 days.',
  },
  disclosures: {
    label: 'Record of disclosures, consents, requests and statements',
    keptFor: 'RECORD',
    ground: '34 CFR 99.32(a)(2): as long as the record itself. Nothing prunes it.',
  },
  trail: {
    label: 'Audit trail',
    keptFor: 'RECORD',
    ground: 'Proof of who saw and changed what; sealed, so that nobody can take out an entry.',
  },
} as const satisfies Record<string, Retention>;

export type RetentionKind = keyof typeof retentionSchedule;
