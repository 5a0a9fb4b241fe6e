import type { ClassesOf } from './classes';

export const operationsClasses: ClassesOf<typeof import('../operations')> = {
  imports: {
    about: 'Runs of an importer.',
    columns: {
      id: 'none',
      kind: 'none',
      source: 'personal',
      sha256: 'none',
      institutionId: 'none',
      status: 'none',
      checkpoint: 'none',
      counts: 'none',
      startedAt: 'none',
      finishedAt: 'none',
    },
  },
  importRejections: {
    about: 'Rows that an importer refused. A reason can repeat what stood in the row.',
    columns: {
      id: 'none',
      importId: 'none',
      file: 'none',
      line: 'none',
      reason: 'personal',
    },
  },
};
