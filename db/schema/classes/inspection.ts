import type { ClassesOf } from './classes';

export const inspectionClasses: ClassesOf<typeof import('../inspection')> = {
  disclosures: {
    about: 'Who got what of a student’s record, and with which interest (34 CFR 99.32).',
    columns: {
      id: 'none',
      studentId: 'personal',
      institutionId: 'personal',
      disclosedOn: 'education record',
      party: 'education record',
      interest: 'education record',
      records: 'education record',
      furtherRecipients: 'education record',
      recordedBy: 'personal',
      recorderName: 'personal',
      recordedAt: 'education record',
    },
  },
  inspectionRequests: {
    about: 'Requests to inspect a record, each with 45 days (34 CFR 99.10).',
    columns: {
      id: 'none',
      studentId: 'personal',
      institutionId: 'personal',
      requestedBy: 'personal',
      requestedAt: 'education record',
      requestedOn: 'education record',
      wants: 'education record',
      recordedBy: 'personal',
      recorderName: 'personal',
      withdrawnAt: 'education record',
      answeredAt: 'education record',
      answeredOn: 'education record',
      answererId: 'personal',
      answererName: 'personal',
      answer: 'education record',
      released: 'education record',
    },
  },
};
