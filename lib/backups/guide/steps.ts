/** Of a server of the product's own, and of somebody's own: how what was restored is put to use. */
const intoService = (folder: string, isSelfHosted: boolean): string[] =>
  isSelfHosted
    ? [
        `The folder holds a copy of the whole server. Copy ${folder}/postgres to your own host as the server’s data directory, put back the settings from ${folder}/server-settings, start the server there, and run DROP ROLE syllabase_restore, which was made for the restore.`,
        'Let DATABASE_URL lead there and start the product. Students who were erased since are erased again, and consents and the like that were taken back since are taken back again, within ten minutes of that.',
        'Give it another AUTH_SECRET, so that everybody signs in again: in what was restored, sessions that were ended since are open.',
        'At the address of the old server the backups go on where they are; at another one, say so once with npm run ops -- backup take-over.',
      ]
    : [
        `Start the product on it with DATA_DIR=${folder} npm start. Students who were erased since are erased again, and consents and the like that were taken back since are taken back again, within ten minutes of that.`,
        'Everybody signs in again, since the restored folder has a session secret of its own.',
        'Where it takes the old server’s place and its BACKUP_DIR, say so once with npm run ops -- backup take-over; before that it is refused there, so that two servers never write into one place.',
      ];

/**
 * What a restore of a full backup does, and what an operator does afterwards.
 *
 * @param isSelfHosted where the server is somebody's own
 */
export const backupSteps = (folder: string, isSelfHosted: boolean): string[] => [
  `It works in a new folder, ${folder}, and touches nothing that runs. A folder that holds something is refused.`,
  'It checks the log for gaps, opens every file and holds it against its checksum, and only then starts a server on it, which replays the log up to the moment.',
  'It reads every table and index once. Whatever is found wrong undoes the restore.',
  ...intoService(folder, isSelfHosted),
  'What happened after the moment is not in it. Keep the old folder until you are sure.',
];

/** What a restore of an archive does, and what an operator does afterwards. */
export const archiveSteps = (takenAt: string): string[] => [
  'Make a new, empty database first, on any server of the same or a newer version, and put its address at the end of the command. A database that holds something is refused.',
  'It makes the schema of then, puts every row in with all constraints in force, reads every table again and compares: all of it in one transaction.',
  'It brings the schema up to date, and makes the application’s login and row security.',
  'It recomputes the rollups, verifies the audit trail, erases again who was erased since and takes back again what was taken back, by the lists that are kept outside the database, and signs everybody out. Where anything of that fails, the database is empty again.',
  'Start the product on it with DATABASE_URL set to that address, and the same MASTER_KEY.',
  `What happened after ${takenAt} is not in it. Jobs that waited in the queue are not either; the schedule goes on by itself.`,
];
