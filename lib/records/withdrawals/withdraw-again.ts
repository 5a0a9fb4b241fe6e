import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { appendAudit } from '@/lib/audit/append';
import { settleCollection } from '../guardians/settle-collection';
import type { Withdrawal, WithdrawalKind } from './withdrawal-list';

const given = '(SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS w(id, at, by)) w';

/** Which of what was taken back by $2 counts again, and how that is ended. What was given anew after $2 stays. */
const kinds: Record<WithdrawalKind, { objectType: string; from: string; change: string; returning: string }> =
  {
    CONSENT: {
      objectType: 'consent',
      from: `consents t JOIN ${given} ON w.id = t.id WHERE t.revoked_at IS NULL`,
      change: `UPDATE consents t SET revoked_at = w.at FROM ${given} WHERE w.id = t.id AND t.revoked_at IS NULL`,
      returning: 't.id, t.student_id AS "studentId", t.institution_id AS "institutionId", w.at',
    },
    GUARDIANSHIP: {
      objectType: 'guardianship',
      from: `guardianships t JOIN ${given} ON w.id = t.id WHERE t.ended_at IS NULL AND t.verified_at < w.at`,
      change: `UPDATE guardianships t SET ended_at = w.at, collection_agreed_at = NULL FROM ${given}
      WHERE w.id = t.id AND t.ended_at IS NULL AND t.verified_at < w.at`,
      returning: 't.id, t.student_id AS "studentId", t.institution_id AS "institutionId", w.at',
    },
    COLLECTION: {
      objectType: 'guardianship',
      from: `guardianships t JOIN ${given} ON w.id = t.id WHERE t.collection_agreed_at < w.at`,
      change: `UPDATE guardianships t SET collection_agreed_at = NULL, collection_withdrawn_at = w.at FROM ${given}
      WHERE w.id = t.id AND t.collection_agreed_at < w.at`,
      returning: 't.id, t.student_id AS "studentId", t.institution_id AS "institutionId", w.at',
    },
    DIRECTORY: {
      objectType: 'directory choice',
      from: `users u JOIN ${given} ON w.id = u.id LEFT JOIN directory_choices t ON t.user_id = u.id
      WHERE NOT coalesce(t.opted_out, false) AND coalesce(t.chosen_at < w.at, true)`,
      change: `INSERT INTO directory_choices AS t (user_id, opted_out, chosen_by, chosen_at)
      SELECT u.id, true, w.by, w.at FROM users u JOIN ${given} ON w.id = u.id
      ON CONFLICT (user_id) DO UPDATE SET opted_out = true, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
      WHERE NOT t.opted_out AND t.chosen_at < excluded.chosen_at`,
      returning: `t.user_id AS id, t.user_id AS "studentId", t.chosen_at AS at,
      (SELECT u.institution_id FROM users u WHERE u.id = t.user_id) AS "institutionId"`,
    },
  };

type Again = { id: string; studentId: string; institutionId: string | null; at: string };

const steps = Object.entries(kinds).map(([kind, { objectType, from, change, returning }]) => ({
  kind,
  objectType,
  counts: statement(`records.counts-again-${kind.toLowerCase()}`, `SELECT 1 FROM ${from} LIMIT 1`),
  end: statement(`records.withdraw-again-${kind.toLowerCase()}`, `${change} RETURNING ${returning}`),
}));

const isKnownTo = statement(
  'records.knows-withdrawals',
  "SELECT to_regclass('public.consents') IS NOT NULL AS knows",
);
const living = statement(
  'records.settle-after-withdrawal',
  'SELECT id FROM users WHERE id = ANY ($1::uuid[]) AND deleted_at IS NULL ORDER BY id',
);

/** Whether anything that was taken back counts again, because an older state was put in place of the database. As SYSTEM. */
export async function countsAgain(tx: Transaction, withdrawn: readonly Withdrawal[]): Promise<boolean> {
  const [schema] = await tx.rows<{ knows: boolean }>(isKnownTo);
  if (!schema?.knows) return false;
  for (const { kind, counts } of steps)
    if ((await tx.rows(counts, valuesOf(withdrawn, kind))).length > 0) return true;
  return false;
}

/**
 * Takes back again, as of then, what an older state of the database has brought back to life, each with an event in the trail. Doing it
 * again changes nothing. As SYSTEM.
 *
 * @returns how much it was
 */
export async function withdrawAgain(tx: Transaction, withdrawn: readonly Withdrawal[]): Promise<number> {
  const found: Again[] = [];
  const children = new Set<string>();
  for (const { kind, objectType, end } of steps) {
    const again = await tx.rows<Again>(end, valuesOf(withdrawn, kind));
    for (const one of again) {
      await appendAudit(tx, null, {
        action: 'withdrawal.repeat',
        objectType,
        objectId: one.id,
        studentId: one.studentId,
        ...(one.institutionId !== null && { institutionId: one.institutionId }),
        details: { withdrawnAt: one.at },
      });
      if (objectType === 'guardianship') children.add(one.studentId);
    }
    found.push(...again);
  }
  for (const { id } of await tx.rows<{ id: string }>(living, [[...children]]))
    await settleCollection(tx, null, id);
  return found.length;
}

/** Ids, moments and who, of each thing the last time that it was taken back. */
function valuesOf(withdrawn: readonly Withdrawal[], kind: string) {
  const last = new Map<string, Withdrawal>();
  for (const one of withdrawn.filter((each) => each.kind === kind)) {
    const known = last.get(one.id);
    if (!known || Date.parse(known.at) <= Date.parse(one.at)) last.set(one.id, one);
  }
  const ones = [...last.values()];
  return [ones.map(({ id }) => id), ones.map(({ at }) => at), ones.map(({ by }) => by)];
}
