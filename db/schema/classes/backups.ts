import type { ClassesOf } from './classes';

export const backupsClasses: ClassesOf<typeof import('../backups')> = {
  backups: {
    about: 'Physical backups that the storage holds, as of when it was last looked at.',
    columns: {
      id: 'none',
      systemId: 'none',
      timeline: 'none',
      startedAt: 'none',
      endedAt: 'none',
      verifiedAt: 'none',
      schemaVersion: 'none',
      files: 'none',
      plainBytes: 'none',
      storedBytes: 'none',
      coveredUntil: 'none',
      seenAt: 'none',
      removedAt: 'none',
    },
  },
  backupRuns: {
    about: 'Every time something was done with backups, and how it ended.',
    columns: {
      id: 'none',
      kind: 'none',
      status: 'none',
      startedAt: 'none',
      finishedAt: 'none',
      summary: 'none',
      fault: 'none',
    },
  },
  backupArchive: {
    about: 'How far the log is archived, one row a server.',
    columns: {
      systemId: 'none',
      timeline: 'none',
      lsn: 'none',
      coveredUntil: 'none',
      updatedAt: 'none',
      fault: 'none',
    },
  },
};
