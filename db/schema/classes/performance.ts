import type { ClassesOf } from './classes';

export const performanceClasses: ClassesOf<typeof import('../performance')> = {
  performanceReadings: {
    about:
      'What happened in five minutes, an hour or a day, by statement, table, index or route; no person’s.',
    columns: { grain: 'none', kind: 'none', at: 'none', object: 'none', counters: 'none' },
  },
  performancePhases: {
    about: 'Which indexes were used in a phase of a term, and on how many of its days readings were taken.',
    columns: {
      phase: 'none',
      fromDay: 'none',
      untilDay: 'none',
      coveredDays: 'none',
      scans: 'none',
      countedAt: 'none',
    },
  },
  performanceBases: {
    about: 'How far the server’s counters had come at the last reading.',
    columns: { kind: 'none', object: 'none', epoch: 'none', counters: 'none', takenAt: 'none' },
  },
  performanceStatements: {
    about: 'What the statements of the readings say, without values.',
    columns: { queryId: 'none', name: 'none', text: 'none', seenAt: 'none' },
  },
  performanceSpells: {
    about: 'From when until when a check of the database had something to say about an object.',
    columns: {
      id: 'none',
      checkName: 'none',
      object: 'none',
      state: 'none',
      evidence: 'none',
      advice: 'none',
      began: 'none',
      ended: 'none',
    },
  },
  performanceMutes: {
    about: 'Findings that the administrators of an institution do not want to see for a while, and why.',
    columns: {
      id: 'none',
      institutionId: 'none',
      checkName: 'none',
      object: 'none',
      reason: 'personal',
      mutedBy: 'personal',
      muterName: 'personal',
      mutedAt: 'personal',
      expiresAt: 'none',
      liftedAt: 'personal',
      liftedBy: 'personal',
    },
  },
};
