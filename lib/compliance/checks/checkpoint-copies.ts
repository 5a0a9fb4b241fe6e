import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { readSealState, type SealState } from '@/lib/audit/seal/state';
import type { Check, Finding, State } from '../check';
import { worstOf } from '../check';

const newestEvent = statement(
  'compliance.newest-event',
  'SELECT max(occurred_at) AS at FROM audit_log WHERE institution_id = $1',
);

/** Minutes after which a seal or copy is late, and after which it counts as broken. They are made each second. */
const late = 5;
const broken = 60;

type Copy = SealState['copies'][number];

/** @param newest the newest event of the own institution, ISO; null where there is none */
export function judgeCopies(seals: SealState, newest: string | null, now: string): Finding {
  const age = (at: string) => (Date.parse(now) - Date.parse(at)) / 60_000;
  const behind = (done: string | null, due: string | null): State => {
    if (due === null || (done !== null && done >= due) || age(due) < late) return 'ok';
    return age(due) < broken ? 'warning' : 'critical';
  };
  const ofCopy = ({ fault, copiedAt, rows }: Copy): State =>
    fault ? 'critical' : rows >= seals.rows ? 'ok' : behind(copiedAt, seals.sealedAt);
  const evidence = [
    { what: 'Newest event here', value: newest ?? 'none' },
    { what: 'Newest seal', value: seals.sealedAt ?? 'none' },
    ...seals.copies.map(({ target, rows, copiedAt, fault }) => ({
      what: `Copy: ${target.split(' ')[0]}`,
      value: `${rows} of ${seals.rows} events, ${copiedAt ?? 'never'}${fault ? `, failing: ${fault}` : ''}`,
    })),
  ];
  if (!seals.sealedAt || seals.copies.length === 0)
    return { state: 'unknown', summary: 'The worker has not sealed or copied anything yet.', evidence };
  const state = worstOf([behind(seals.sealedAt, newest), ...seals.copies.map(ofCopy)]);
  return { state, summary: summaries[state], evidence };
}

const summaries: Record<State, string> = {
  ok: 'Every event is sealed, and the seals are copied outside the database.',
  warning: 'Seals or their copies are behind by minutes.',
  critical: 'Events are not sealed, or a place for copies cannot be reached.',
  unknown: 'There is nothing to judge by yet.',
};

/** The copies of one institution’s server, judged as its administrator sees them. */
export const checkpointCopies: Check = {
  id: 'checkpoint-copies',
  title: 'Seals are fresh and copied outside',
  why: 'Only a copy outside the database shows that the end of the trail was cut off, or an old backup put in its place.',
  remedy:
    'See that the worker runs and that AUDIT_COPY_DIR, AUDIT_COPY_S3 and AUDIT_WEBHOOK_URL can be written.',
  run: async (tx: Transaction, now: string, institutionId: string) => {
    const [event] = await tx.rows<{ at: string | null }>(newestEvent, [institutionId]);
    return judgeCopies(await readSealState(tx), event?.at ?? null, now);
  },
};
