import { check, unknown, type Verdict } from './check';

type Recovery = {
  /** Seconds since the newest and the oldest backup; null where there is none. */
  newestSeconds: number | null;
  oldestSeconds: number | null;
  /** Seconds since the newest drill that is over began, and whether it restored the backup; null where there is none. */
  drillSeconds: number | null;
  drillDone: boolean | null;
  drillFault: string | null;
  /** What keeps the log from being archived; null for nothing. */
  archiveFault: string | null;
  /** Seconds since the server started. */
  upSeconds: number;
};

const hour = 3_600;
/** One is taken a day, and restored a day. */
const oldBackup = 36 * hour;
const oldDrill = 48 * hour;

/** Backups, drills and the archive of the log, where this product takes them: of its own, embedded database. */
export const recovery = check<Recovery>({
  name: 'recovery',
  title: 'What a loss could be made good from',
  why: 'A backup that is old loses all that came after it, and one that was never restored may not be one.',
  impossible: ({ machine }) =>
    machine === null
      ? 'Backups of this database are not taken by this product: whoever runs the server must watch them.'
      : null,
  sql: `
    SELECT b.*, d.*, extract(epoch FROM now() - pg_postmaster_start_time())::float8 AS "upSeconds",
      (SELECT a.fault FROM public.backup_archive a ORDER BY a.updated_at DESC LIMIT 1) AS "archiveFault"
    FROM (SELECT extract(epoch FROM now() - max(ended_at))::float8 AS "newestSeconds",
        extract(epoch FROM now() - min(ended_at))::float8 AS "oldestSeconds"
      FROM public.backups WHERE removed_at IS NULL) b
    LEFT JOIN (SELECT extract(epoch FROM now() - started_at)::float8 AS "drillSeconds", status = 'DONE' AS "drillDone",
        fault AS "drillFault"
      FROM public.backup_runs WHERE kind = 'DRILL' AND status <> 'RUNNING' ORDER BY started_at DESC LIMIT 1) d ON true`,
  judge: ([found]) => (found ? [...judgeBackups(found), ...judgeDrills(found), ...judgeArchive(found)] : []),
});

function judgeBackups({ newestSeconds, upSeconds }: Recovery): Verdict[] {
  if (newestSeconds === null && upSeconds < hour)
    return [
      unknown('There is no backup yet: the first is taken within ten minutes of the start.', 'backups'),
    ];
  if (newestSeconds !== null && newestSeconds <= oldBackup) return [];
  return [
    {
      state: 'critical',
      object: 'backups',
      evidence: { newestSeconds },
      advice:
        'See under “Backups” why none was taken, and whether the worker runs; then take one with npm run ops -- backup create.',
    },
  ];
}

function judgeDrills({ oldestSeconds, drillSeconds, drillDone, drillFault }: Recovery): Verdict[] {
  if (drillDone === false)
    return [
      {
        state: 'critical',
        object: 'drills',
        evidence: { newestSeconds: drillSeconds, fault: drillFault },
        advice:
          'The newest backup could not be restored: see under “Backups” what went wrong, and take another.',
      },
    ];
  const isDue = oldestSeconds !== null && oldestSeconds > oldDrill;
  if (!isDue || (drillSeconds !== null && drillSeconds <= oldDrill)) return [];
  return [
    {
      state: 'warning',
      object: 'drills',
      evidence: { newestSeconds: drillSeconds },
      advice: 'No restore was tried for two days: try one with npm run ops -- backup drill.',
    },
  ];
}

const judgeArchive = ({ archiveFault }: Recovery): Verdict[] =>
  archiveFault === null
    ? []
    : [
        {
          state: 'critical',
          object: 'archive of the log',
          evidence: { fault: archiveFault },
          advice: 'What is written now could be lost with the server: see under “Backups”.',
        },
      ];
