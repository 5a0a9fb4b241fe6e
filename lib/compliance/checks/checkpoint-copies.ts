import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { readSealState, type SealState } from '@/lib/audit/seal/state';
import type { Check, Finding, State } from '../check';
import { worstOf } from '../check';

export type Events = {
  /** The newest event of the own institution, ISO; null where there is none. */
  newest: string | null;
  /** When the first of its events was that is not sealed. */
  unsealedSince: string | null;
  /** When a copy was last found cut off or gone, of late. */
  lostAt: string | null;
};

// What waits is told by its transaction too, as the sealer tells it: by a seal dated in the future, nothing would ever wait.
// A copy that was made anew from the database is one only from then on: a week is time to see and to ask about it.
const events = statement(
  'compliance.unsealed-events',
  `WITH waiting AS MATERIALIZED (
     SELECT institution_id, occurred_at FROM audit_log
     WHERE transaction_id >= coalesce((SELECT horizon FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1), 0)
       AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
   SELECT (SELECT max(occurred_at) FROM audit_log WHERE institution_id = $1) AS newest,
     least(
       (SELECT min(occurred_at) FROM audit_log WHERE institution_id = $1 AND occurred_at > coalesce(
         (SELECT sealed_at FROM audit_checkpoints WHERE size IS NOT NULL ORDER BY size DESC LIMIT 1), '-infinity')),
       (SELECT min(occurred_at) FROM waiting WHERE institution_id = $1)) AS "unsealedSince",
     (SELECT max(occurred_at) FROM audit_log WHERE institution_id IS NULL AND actor_id IS NULL AND student_id IS NULL
        AND action = 'audit.copy-lost' AND occurred_at > now() - interval '7 days') AS "lostAt"`,
);

/** Minutes after which a seal or copy is late, and after which it counts as broken. They are made each second. */
const late = 5;
const broken = 60;

/** Judged by what has waited longest: on a busy site the newest event is always new, however long ago sealing stopped. */
export function judgeCopies(
  seals: SealState,
  { newest, unsealedSince, lostAt }: Events,
  now: string,
): Finding {
  const waits = (since: string | null): State => {
    const minutes = since === null ? 0 : (Date.parse(now) - Date.parse(since)) / 60_000;
    if (minutes < -late) return 'warning';
    return minutes < late ? 'ok' : minutes < broken ? 'warning' : 'critical';
  };
  const evidence = [
    { what: 'Newest event here', value: newest ?? 'none' },
    { what: 'Waits to be sealed since', value: unsealedSince ?? 'nothing waits' },
    { what: 'Newest seal', value: seals.sealedAt ?? 'none' },
    ...seals.copies.map(({ name, rows, copiedAt, fault }) => ({
      what: `Copy: ${name}`,
      value: `${rows} of ${seals.rows} events, ${copiedAt ?? 'never'}${fault ? `, failing: ${fault}` : ''}`,
    })),
    ...(lostAt === null ? [] : [{ what: 'A copy was gone or cut off', value: lostAt }]),
  ];
  const isAhead = seals.sealedAt !== null && Date.parse(seals.sealedAt) - Date.parse(now) > late * 60_000;
  const hasNone = seals.sealedAt === null || seals.copies.length === 0;
  const state = worstOf([
    waits(unsealedSince),
    ...(hasNone ? [waits(seals.sealedSince)] : []),
    ...seals.copies.map(({ fault, behindSince }) => (fault ? 'critical' : waits(behindSince))),
    lostAt === null ? 'ok' : 'critical',
    isAhead ? 'warning' : 'ok',
  ]);
  if (state === 'ok' && hasNone)
    return { state: 'unknown', summary: 'The worker has not sealed or copied anything yet.', evidence };
  if (lostAt !== null)
    return { state, summary: 'A copy was taken away or cut off, and made anew from the database.', evidence };
  if (state === 'warning' && isAhead)
    return { state, summary: 'The newest seal is dated in the future: a clock is or was wrong.', evidence };
  return { state, summary: summaries[state], evidence };
}

const summaries: Record<State, string> = {
  ok: 'Every event is sealed, and the seals are copied outside the database.',
  warning: 'Seals or their copies are behind by minutes.',
  critical: 'Events are not sealed, or a place for copies is not reached.',
  unknown: 'There is nothing to judge by yet.',
};

/** The copies of one institution’s server, judged as its administrator sees them. */
export const checkpointCopies: Check = {
  id: 'checkpoint-copies',
  title: 'Seals are fresh and copied outside',
  why: 'Only a copy outside the database shows that the end of the trail was cut off, or an old backup put in its place.',
  remedy:
    'See that the worker runs and that AUDIT_COPY_DIR, AUDIT_COPY_S3 and AUDIT_WEBHOOK_URL can be written. A place that is given up: `npm run ops -- audit forget-copy`.',
  run: async (tx: Transaction, now: string, institutionId: string) => {
    const [found] = await tx.rows<Events>(events, [institutionId]);
    if (!found) throw new Error('The events could not be read.');
    return judgeCopies(await readSealState(tx), found, now);
  },
};
