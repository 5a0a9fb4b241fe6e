import type { ClassesOf } from './classes';

export const auditClasses: ClassesOf<typeof import('../audit')> = {
  auditLog: {
    about: 'Who did or saw what. Insert-only, signed and sealed.',
    columns: {
      id: 'none',
      occurredAt: 'personal',
      actorId: 'personal',
      actorRole: 'personal',
      actorName: 'personal',
      institutionId: 'personal',
      action: 'personal',
      objectType: 'personal',
      objectId: 'education record',
      studentId: 'education record',
      outcome: 'personal',
      purpose: 'personal',
      justification: 'sensitive',
      details: 'education record',
      ipAddress: 'sensitive',
      requestId: 'none',
      mac: 'none',
      writer: 'none',
      writerNumber: 'none',
      writerSettled: 'none',
      writerDoubts: 'none',
      transactionId: 'none',
    },
  },
  auditLeaves: {
    about:
      'Hashes of the trail’s events, in the order they were sealed. They tell nothing without the events.',
    columns: {
      position: 'none',
      recordId: 'none',
      occurredAt: 'none',
      hash: 'none',
    },
  },
  auditNodes: {
    about: 'Roots of parts of the trail’s tree.',
    columns: {
      level: 'none',
      number: 'none',
      hash: 'none',
    },
  },
  auditActors: {
    about: 'Under which names people stand in the trail.',
    columns: {
      institutionId: 'none',
      actorId: 'personal',
      actorName: 'personal',
    },
  },
  auditActions: {
    about: 'Which actions stand in the trail.',
    columns: {
      action: 'none',
    },
  },
  auditCheckpoints: {
    about: 'Signed states of the trail.',
    columns: {
      size: 'none',
      note: 'none',
      horizon: 'none',
      peaks: 'none',
      took: 'none',
      sealedAt: 'none',
    },
  },
  auditCopies: {
    about: 'Where copies of the signed states go, and how far they have come.',
    columns: {
      target: 'none',
      size: 'none',
      copiedAt: 'none',
      fault: 'none',
    },
  },
};
