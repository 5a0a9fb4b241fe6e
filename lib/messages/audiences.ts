import { counted } from '@/lib/format';

/** Whom a message can be meant for; students who left the class never are. */
export const audiences = {
  ALL: { label: 'Everybody', meaning: 'all current students, completed ones included' },
  ACTIVE: { label: 'Active', meaning: 'current students who have not completed the course' },
  NOT_STARTED: { label: 'Not started', meaning: 'active students without any activity yet' },
  PAUSED: { label: 'Paused' },
  COMPLETED: { label: 'Completed', meaning: 'students who have completed the course' },
  CHOSEN: { label: 'Chosen' },
} as const;

export type Audience = keyof typeof audiences;

/** Who is meant, in words; how long a pause is, the institution's rules say. */
export const meaningOf = (audience: Exclude<Audience, 'CHOSEN'>, pausedDays: number): string =>
  audience === 'PAUSED'
    ? `active students whose last activity is ${counted(pausedDays, 'day')} ago or longer`
    : audiences[audience].meaning;

export const audienceNames = Object.keys(audiences) as Audience[];

/** The audiences that are worked out from the class; `CHOSEN` needs a choice. */
export const classAudiences = audienceNames.filter((name) => name !== 'CHOSEN');
