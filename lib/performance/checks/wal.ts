import { check, reached, unknown, type Verdict } from './check';
import { needsReadings, rates, summedWeek } from './readings';

type CheckpointsWeek = {
  object: string;
  timed: number;
  requested: number;
  records: number | null;
  fullPages: number | null;
};

/** From readings: more than a fifth of the checkpoints were forced. */
export const checkpointRates = rates<CheckpointsWeek>({
  sql: () => `
    SELECT c.*, w.records, w."fullPages" FROM (${summedWeek(['timed', 'requested'], 'CHECKPOINTS')}) c
    LEFT JOIN (${summedWeek(['records', 'fullPages'], 'WAL')}) w ON true`,
  judge: (found) =>
    found.flatMap(({ timed, requested, records, fullPages }): Verdict[] => {
      const requestedShare = requested / Math.max(1, timed + requested);
      if (requested < 20 || requestedShare <= 0.2) return [];
      return [
        {
          state: 'warning',
          object: null,
          evidence: {
            timed,
            requested,
            requestedShare,
            fullPageShare: records ? (fullPages ?? 0) / records : null,
          },
          advice:
            'Give the log more room before it forces one: raise max_wal_size. That also spares full copies of pages, of which each checkpoint makes new ones necessary.',
        },
      ];
    }),
});

type Checkpoints = { timed: number; requested: number; records: number; fullPages: number };

/** Checkpoints that the amount of changes forced, and how much of the log is full copies of pages. */
export const checkpoints = check<Checkpoints>({
  name: 'checkpoints',
  title: 'Checkpoints that come too early',
  why: 'A checkpoint writes all changed pages to disk. When the amount of changes forces it before its time, writes get slower and the log larger.',
  sql: ({ version }) => `
    SELECT ${version >= 170_000 ? 'c.num_timed' : 'c.checkpoints_timed'}::float8 AS timed,
      ${version >= 170_000 ? 'c.num_requested' : 'c.checkpoints_req'}::float8 AS requested,
      w.wal_records::float8 AS records, w.wal_fpi::float8 AS "fullPages"
    FROM ${version >= 170_000 ? 'pg_stat_checkpointer' : 'pg_stat_bgwriter'} c, pg_stat_wal w`,
  rates: checkpointRates,
  judge: ([found], facts) => {
    if (!found || found.requested === 0) return [];
    const { timed, requested, records, fullPages } = found;
    return [
      unknown(needsReadings(facts), null, {
        timed,
        requested,
        fullPageShare: records > 0 ? fullPages / records : null,
        statisticsSince: facts.statisticsSince,
      }),
    ];
  },
});

type Archiver = {
  mode: string;
  lastArchived: string | null;
  lastFailed: string | null;
  failingFile: string | null;
  /** Seconds since the last success, or since statistics began; null unless the newest try failed. */
  failingSeconds: number | null;
};

const limits = [0, 3_600] as const;

/** Whether the newest try to archive the log failed. */
export const archiving = check<Archiver>({
  name: 'archiving',
  title: 'The archive of the log',
  why: 'Without the archived log a backup can only be restored as it was taken, and the disk of the database fills up meanwhile.',
  sql: `
    SELECT current_setting('archive_mode') AS mode, last_archived_time AS "lastArchived", last_failed_time AS "lastFailed",
      last_failed_wal AS "failingFile",
      CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity')
        THEN extract(epoch FROM now() - coalesce(last_archived_time, stats_reset)) END::float8 AS "failingSeconds"
    FROM pg_stat_archiver`,
  judge: ([found]) => {
    if (!found) return [];
    const { mode, lastArchived, lastFailed, failingFile, failingSeconds } = found;
    if (mode === 'off' || failingSeconds === null)
      return [{ state: 'ok', object: null, evidence: { archiveMode: mode, lastArchived }, advice: '' }];
    return [
      {
        state: reached(failingSeconds, limits) ?? 'warning',
        object: null,
        evidence: { archiveMode: mode, lastArchived, lastFailed, failingFile, failingSeconds },
        advice: 'Read in the server’s log why archive_command fails: a full or missing target is usual.',
      },
    ];
  },
});
