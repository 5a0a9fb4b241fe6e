/** Days without activity after which a student counts as one who has paused. */
export const pausedAfter = 7;

/** Whom a message can be meant for; students who left the class never are. */
export const audiences = {
  ALL: { label: 'Everybody', meaning: 'all current students, completed ones included' },
  ACTIVE: { label: 'Active', meaning: 'current students who have not completed the course' },
  NOT_STARTED: { label: 'Not started', meaning: 'active students without any activity yet' },
  PAUSED: {
    label: 'Paused',
    meaning: `active students whose last activity is ${pausedAfter} days ago or longer`,
  },
  COMPLETED: { label: 'Completed', meaning: 'students who have completed the course' },
  CHOSEN: { label: 'Chosen', meaning: 'the students you have chosen' },
} as const;

export type Audience = keyof typeof audiences;

export const audienceNames = Object.keys(audiences) as Audience[];

/** The audiences that are worked out from the class; `CHOSEN` needs a choice. */
export const classAudiences = audienceNames.filter((name) => name !== 'CHOSEN');
