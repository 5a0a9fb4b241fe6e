import type { ClassesOf } from './classes';

export const catalogIndexClasses: ClassesOf<typeof import('../catalog-index')> = {
  catalogEntries: {
    about: 'Published courses as they are filtered and ordered.',
    columns: {
      number: 'none',
      courseId: 'none',
      published: 'none',
      institutionId: 'none',
      instructorId: 'none',
      difficultyLevel: 'none',
      department: 'none',
      targetAudience: 'none',
      estimatedDuration: 'none',
      createdAt: 'none',
      enrolledEven: 'none',
      enrolledOdd: 'none',
      completionEven: 'none',
      completionOdd: 'none',
      codeKey: 'none',
      stems: 'none',
      words: 'none',
    },
  },
  catalogState: {
    about: 'Which generation of the catalog’s orders is the present one.',
    columns: {
      one: 'none',
      generation: 'none',
      orderedAt: 'none',
      rules: 'none',
    },
  },
  catalogChanges: {
    about: 'Courses that are to be indexed anew.',
    columns: {
      courseId: 'none',
    },
  },
  searchTerms: {
    about: 'Words that courses are found under.',
    columns: {
      id: 'none',
      term: 'none',
      frequency: 'none',
    },
  },
  searchPostings: {
    about: 'Which course is found under which word.',
    columns: {
      number: 'none',
      termId: 'none',
      impact: 'none',
      level: 'none',
    },
  },
  searchWords: {
    about: 'Words as people write them, for completion and correction.',
    columns: {
      word: 'none',
      stem: 'none',
      frequency: 'none',
    },
  },
};
