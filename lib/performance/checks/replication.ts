import { check, reached, unknown, type Verdict } from './check';

type Receiver = {
  kind: 'replica' | 'slot';
  name: string;
  behindBytes: number | null;
  behindSeconds: number | null;
  active: boolean;
  walStatus: string | null;
};

const megabyte = 1024 ** 2;
const lagBytes = [100 * megabyte, 1024 * megabyte] as const;
const lagSeconds = [5, 60] as const;
const heldBytes = 1024 * megabyte;

const position = 'CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END';

/** Replicas that are behind, and slots that keep changes for somebody who does not fetch them. */
export const replication = check<Receiver>({
  name: 'replication',
  title: 'Replicas and slots',
  why: 'A replica that is behind shows old data. A slot that nobody reads keeps every change on the disk until it is full.',
  sql: `
    SELECT 'replica' AS kind, coalesce(nullif(r.application_name, ''), r.pid::text) AS name,
      pg_wal_lsn_diff(${position}, r.replay_lsn)::float8 AS "behindBytes", extract(epoch FROM r.replay_lag)::float8 AS "behindSeconds",
      true AS active, NULL AS "walStatus"
    FROM pg_stat_replication r WHERE r.state IN ('startup', 'catchup', 'streaming', 'stopping')
    UNION ALL
    SELECT 'slot', s.slot_name, pg_wal_lsn_diff(${position}, s.restart_lsn)::float8, NULL, s.active, s.wal_status
    FROM pg_replication_slots s WHERE s.slot_name <> 'wal_proposer_slot'
    ORDER BY "behindBytes" DESC NULLS LAST`,
  judge: (receivers, { replicasHidden }) => [
    ...receivers.flatMap((receiver) => (receiver.kind === 'slot' ? judgeSlot : judgeReplica)(receiver)),
    ...(replicasHidden ? [unknown(hidden)] : []),
  ],
});

const hidden =
  'Somebody fetches the changes of this server; how far behind cannot be seen without pg_read_all_stats.';

function judgeReplica({ name, behindBytes, behindSeconds }: Receiver): Verdict[] {
  const states = [reached(behindBytes ?? 0, lagBytes), reached(behindSeconds ?? 0, lagSeconds)];
  const state = states.includes('critical') ? 'critical' : states.includes('warning') ? 'warning' : null;
  if (state === null) return [];
  return [
    {
      state,
      object: `replica ${name}`,
      evidence: { behindBytes, behindSeconds },
      advice: 'Look at its disk, its network, and whether a long question there holds up replay.',
    },
  ];
}

function judgeSlot({ name, behindBytes, active, walStatus }: Receiver): Verdict[] {
  const lost = walStatus === 'lost' || walStatus === 'unreserved';
  if (!lost && (active || (behindBytes ?? 0) <= heldBytes)) return [];
  return [
    {
      state: lost ? 'critical' : 'warning',
      object: `slot ${name}`,
      evidence: { heldBytes: behindBytes, active, walStatus },
      advice: lost
        ? 'Its consumer has missed changes for good and must be set up anew.'
        : 'Bring its consumer back, or drop the slot with pg_drop_replication_slot. max_slot_wal_keep_size limits what a slot may keep.',
    },
  ];
}
