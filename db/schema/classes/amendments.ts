import type { ClassesOf } from './classes';

export const amendmentsClasses: ClassesOf<typeof import('../amendments')> = {
  amendmentRequests: {
    about: 'Requests to amend a record, up to the hearing (34 CFR 99.20–22).',
    columns: {
      id: 'none',
      studentId: 'personal',
      institutionId: 'personal',
      requestedBy: 'personal',
      requestedAt: 'education record',
      recordedBy: 'personal',
      recorderName: 'personal',
      state: 'education record',
      contested: 'sensitive',
      wanted: 'sensitive',
      reason: 'sensitive',
      decidedBy: 'personal',
      deciderName: 'personal',
      decidedAt: 'education record',
      decision: 'sensitive',
      hearingRequestedAt: 'education record',
      heardBy: 'personal',
      hearerName: 'personal',
      heardAt: 'education record',
      hearingDecision: 'sensitive',
    },
  },
  recordStatements: {
    about: 'What a student says of a part of the record that stands; it goes wherever the record goes.',
    columns: {
      amendmentId: 'none',
      studentId: 'personal',
      institutionId: 'personal',
      contested: 'sensitive',
      statement: 'sensitive',
      statedBy: 'personal',
      statedAt: 'education record',
    },
  },
};
