import type { ClassesOf } from './classes';

export const confidentialClasses: ClassesOf<typeof import('../confidential')> = {
  studentDetails: {
    about: 'What an institution keeps about a student that is nobody’s business else.',
    columns: {
      studentId: 'personal',
      institutionId: 'personal',
      ssnSealed: 'sensitive',
      ssnLookup: 'sensitive',
      parentContactSealed: 'sensitive',
      financialAidSealed: 'sensitive',
      version: 'none',
      changedBy: 'personal',
      createdAt: 'education record',
      updatedAt: 'education record',
    },
  },
  academicEntries: {
    about: 'Grades, transcripts and disciplinary matters, as somebody wrote them down.',
    columns: {
      id: 'none',
      studentId: 'personal',
      institutionId: 'personal',
      kind: 'sensitive',
      happenedOn: 'sensitive',
      contentSealed: 'sensitive',
      authorName: 'personal',
      createdAt: 'education record',
      withdrawnAt: 'education record',
      withdrawerName: 'personal',
    },
  },
};
