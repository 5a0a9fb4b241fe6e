import type { Role } from '@/lib/access/viewer';

export const emailModes = ['NOW', 'DAILY', 'WEEKLY', 'NEVER'] as const;
export type EmailMode = (typeof emailModes)[number];

type Definition = {
  label: string;
  meaning: string;
  /** Who can be told so. */
  roles: readonly Role[];
  /** Whether it stands in the centre unless the person chose otherwise; `ALWAYS`: there is no choice. */
  inApp: boolean | 'ALWAYS';
  /** When it goes out by e-mail unless the person chose otherwise. */
  email: EmailMode;
};

/** Everything that people are told: the whole table. */
export const notificationKinds = {
  MESSAGE: {
    label: 'Messages from instructors',
    meaning: 'Somebody who teaches a class of yours has written to you.',
    roles: ['STUDENT'],
    inApp: 'ALWAYS',
    email: 'NOW',
  },
  COURSE_COMPLETED: {
    label: 'Completed courses',
    meaning: 'You have finished everything that a course requires.',
    roles: ['STUDENT'],
    inApp: true,
    email: 'NEVER',
  },
  WEEKLY_SUMMARY: {
    label: 'Weekly summary',
    meaning:
      'On Mondays: your days, time and finished sections of the week before. Nothing after a week without study.',
    roles: ['STUDENT'],
    inApp: true,
    email: 'NEVER',
  },
  REMINDER: {
    label: 'Reminders',
    meaning:
      'Once, when you have not opened a course you are taking for seven days, or for as many as your school counts as a pause.',
    roles: ['STUDENT'],
    inApp: false,
    email: 'NEVER',
  },
  RECORD_DECISION: {
    label: 'Answers about records',
    meaning: 'Your request to see, correct or erase your record, or your child’s, was decided.',
    roles: ['STUDENT', 'INSTRUCTOR', 'ADMIN'],
    inApp: 'ALWAYS',
    email: 'NOW',
  },
  RECORD_OPENED: {
    label: 'Records opened in emergencies',
    meaning:
      'Your record, or your child’s, was opened in a health or safety emergency, or a review came to a finding about that, or about a record that you opened so.',
    roles: ['STUDENT', 'INSTRUCTOR', 'ADMIN'],
    inApp: 'ALWAYS',
    email: 'NOW',
  },
  CONSENT: {
    label: 'Consents to you',
    meaning: 'Somebody consented to your seeing a record, or took that back.',
    roles: ['STUDENT', 'INSTRUCTOR', 'ADMIN'],
    inApp: true,
    email: 'NOW',
  },
  EMERGENCY_REVIEW: {
    label: 'Emergencies to review',
    meaning: 'Somebody opened a record in a health or safety emergency, which an administrator reviews.',
    roles: ['ADMIN'],
    inApp: 'ALWAYS',
    email: 'NOW',
  },
  RECORDS_WAITING: {
    label: 'Requests about records',
    meaning:
      'Once a day: what waits for an administrator to decide or to review, when there is something new or the day of an answer is near.',
    roles: ['ADMIN'],
    inApp: true,
    email: 'DAILY',
  },
  FOLLOW_UP: {
    label: 'Follow-ups',
    meaning: 'A date for following up has come that you set in a note about a student.',
    roles: ['INSTRUCTOR', 'ADMIN'],
    inApp: true,
    email: 'NEVER',
  },
} as const satisfies Record<string, Definition>;

export type NotificationKind = keyof typeof notificationKinds;

export const kindNames = Object.keys(notificationKinds) as NotificationKind[];

/** What a kind is, in the wide type that code for all kinds uses. */
export const definitionOf = (kind: NotificationKind): Definition => notificationKinds[kind];

/** The kinds that somebody of a role can be told. */
export const kindsFor = (role: Role): NotificationKind[] =>
  kindNames.filter((kind) => definitionOf(kind).roles.includes(role));
