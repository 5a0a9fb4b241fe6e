import type { ClassesOf } from './classes';

export const riskClasses: ClassesOf<typeof import('../risk')> = {
  riskSnapshots: {
    about: 'What the list of students who may need help said of a student on a day.',
    columns: {
      userId: 'personal',
      courseId: 'education record',
      day: 'education record',
      score: 'education record',
      reasons: 'education record',
      evidence: 'education record',
      weightsVersion: 'none',
      rulesOverride: 'none',
      createdAt: 'education record',
    },
  },
  riskLists: {
    about: 'A class’s list of students who may need help, as of a day.',
    columns: {
      courseId: 'none',
      day: 'none',
      workedOutAt: 'none',
      rulesVersion: 'none',
      rulesOverride: 'none',
      notEnough: 'none',
      usual: 'education record',
      judged: 'education record',
      compared: 'none',
      gone: 'education record',
      goneTotal: 'education record',
    },
  },
  riskListStudents: {
    about: 'The students of such a list.',
    columns: {
      courseId: 'education record',
      userId: 'personal',
      score: 'education record',
      confidence: 'education record',
      change: 'education record',
      changed: 'education record',
      reasons: 'education record',
    },
  },
};
