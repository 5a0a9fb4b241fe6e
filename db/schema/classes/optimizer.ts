import type { ClassesOf } from './classes';

export const optimizerClasses: ClassesOf<typeof import('../optimizer')> = {
  optimizerProposals: {
    about: 'Changes of the database that might help, as they were proposed.',
    columns: {
      id: 'none',
      key: 'none',
      change: 'none',
      why: 'none',
      statements: 'none',
      expected: 'none',
      price: 'none',
      createdAt: 'none',
    },
  },
  optimizerTrials: {
    about: 'Trials of a proposal on a copy of the database, with what was measured.',
    columns: {
      id: 'none',
      proposalId: 'none',
      startedAt: 'none',
      finishedAt: 'none',
      verdict: 'none',
      lab: 'none',
      report: 'none',
    },
  },
  optimizerLedger: {
    about:
      'Everything that became of a proposal: trials, decisions with who and why, applied, watched, undone.',
    columns: {
      id: 'none',
      proposalId: 'none',
      event: 'none',
      at: 'none',
      by: 'personal',
      decidedBy: 'personal',
      reason: 'personal',
      evidence: 'none',
      expiresAt: 'none',
    },
  },
  optimizerReadings: {
    about: 'Totals of statements, by their names, before and after a change.',
    columns: { id: 'none', proposalId: 'none', moment: 'none', at: 'none', statements: 'none' },
  },
  optimizerRuns: {
    about: 'Every time the optimizer worked, and how it ended.',
    columns: {
      id: 'none',
      kind: 'none',
      proposalId: 'none',
      status: 'none',
      by: 'personal',
      startedAt: 'none',
      finishedAt: 'none',
      done: 'none',
      doing: 'none',
      summary: 'none',
      fault: 'none',
    },
  },
};
