import type { ClassesOf } from './classes';

export const retentionClasses: ClassesOf<typeof import('../retention')> = {
  retentionTerms: {
    about: 'How long an institution keeps what, where it is other than the product’s schedule.',
    columns: {
      institutionId: 'personal',
      kind: 'none',
      id: 'none',
      days: 'none',
      reason: 'personal',
      setBy: 'personal',
      setterName: 'personal',
      setAt: 'personal',
      countsFrom: 'none',
    },
  },
  legalHolds: {
    about: 'Orders to keep everything of a student, or of everybody at an institution.',
    columns: {
      id: 'none',
      institutionId: 'personal',
      studentId: 'personal',
      reason: 'sensitive',
      placedBy: 'personal',
      placerName: 'personal',
      placedAt: 'personal',
      releasedBy: 'personal',
      releasedAt: 'personal',
      releaseReason: 'sensitive',
    },
  },
  erasureRequests: {
    about: 'Requests to be forgotten, and on which ground one was refused.',
    columns: {
      id: 'none',
      studentId: 'personal',
      institutionId: 'personal',
      requestedBy: 'personal',
      requestedAt: 'personal',
      recordedBy: 'personal',
      recorderName: 'personal',
      receivedOn: 'personal',
      state: 'personal',
      decidedBy: 'personal',
      deciderName: 'personal',
      decidedAt: 'personal',
      ground: 'personal',
    },
  },
  erasures: {
    about: 'Who was erased and when, so that a restored backup does not bring anybody back.',
    columns: {
      userId: 'personal',
      erasedAt: 'personal',
    },
  },
};
