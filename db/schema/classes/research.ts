import type { ClassesOf } from './classes';

export const researchClasses: ClassesOf<typeof import('../research')> = {
  researchFeeds: {
    about:
      'Feeds that may be read for ideas how to make the product faster; off until somebody turns one on.',
    columns: {
      id: 'none',
      url: 'none',
      title: 'none',
      enabled: 'none',
      changedBy: 'personal',
      changedAt: 'none',
      etag: 'none',
      lastModified: 'none',
      triedAt: 'none',
      answeredAt: 'none',
      fault: 'none',
    },
  },
  researchEntries: {
    about: 'What such a feed told, as plain text.',
    columns: {
      id: 'none',
      feedId: 'none',
      key: 'none',
      title: 'none',
      summary: 'none',
      link: 'none',
      publishedAt: 'none',
      seenAt: 'none',
    },
  },
  researchNotes: {
    about: 'What an administrator found out about making the product faster, and whether it applies here.',
    columns: {
      id: 'none',
      source: 'none',
      foundOn: 'none',
      finding: 'personal',
      applicability: 'personal',
      writtenBy: 'personal',
      writtenAt: 'none',
    },
  },
  researchLinks: {
    about: 'Which proposal of the optimizer rests on which entry or note.',
    columns: {
      id: 'none',
      proposalId: 'none',
      entryId: 'none',
      noteId: 'none',
      linkedBy: 'personal',
      linkedAt: 'none',
    },
  },
  optimizerWindows: {
    about: 'When changes of the database may be made; the newest row counts.',
    columns: {
      id: 'none',
      fromMinute: 'none',
      untilMinute: 'none',
      timeZone: 'none',
      reason: 'personal',
      setBy: 'personal',
      setAt: 'none',
    },
  },
};
