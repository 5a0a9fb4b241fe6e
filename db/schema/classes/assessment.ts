import type { ClassesOf } from './classes';

export const assessmentClasses: ClassesOf<typeof import('../assessment')> = {
  questions: {
    about: 'The questions of a section.',
    columns: {
      id: 'none',
      courseId: 'none',
      sectionId: 'none',
      questionOrder: 'none',
      version: 'none',
      deletedAt: 'none',
      createdAt: 'none',
      updatedAt: 'none',
    },
  },
  questionVersions: {
    about: 'How a question was worded.',
    columns: {
      questionId: 'none',
      version: 'none',
      kind: 'none',
      prompt: 'none',
      choices: 'none',
      createdAt: 'none',
    },
  },
  questionKeys: {
    about: 'Which choices are right, and why. About nobody, and kept from whoever has not answered.',
    columns: {
      questionId: 'none',
      version: 'none',
      correct: 'none',
      explanation: 'none',
    },
  },
  questionAnswers: {
    about: 'What a student answered.',
    columns: {
      id: 'none',
      userId: 'personal',
      courseId: 'education record',
      questionId: 'education record',
      questionVersion: 'education record',
      attempt: 'education record',
      chosen: 'education record',
      correct: 'education record',
      answeredAt: 'education record',
    },
  },
  answerCells: {
    about: 'How the first answers of a large class group together. A class can have one student.',
    columns: {
      courseId: 'none',
      cells: 'education record',
      asOf: 'none',
    },
  },
};
