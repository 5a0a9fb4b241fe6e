import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { deniedRecord } from '@/lib/access/denied';
import { may } from '@/lib/access/policy';
import { requireOthersRecord } from '@/lib/access/require-others-record';
import { asSystem, asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { AuditEvent } from '@/lib/audit/append';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';
import { isNameOf, signWith } from '../signature';
import { collectionAnswer, collectionInput } from './schema';
import { type Settled, settleCollection } from './settle-collection';

// Of agreeing and taking back, the later one counts, even if the clock was set back between.
const agree = statement(
  'records.agree-to-collection',
  `UPDATE guardianships SET
     collection_agreed_at = CASE WHEN $3::boolean THEN
       coalesce(collection_agreed_at, greatest(now(), collection_withdrawn_at + interval '1 ms')) END,
     collection_withdrawn_at = CASE WHEN NOT $3::boolean AND collection_agreed_at IS NOT NULL THEN greatest(now(), collection_agreed_at)
       ELSE collection_withdrawn_at END
   WHERE id = $1 AND institution_id = $2 AND ended_at IS NULL
   RETURNING student_id AS "studentId", (SELECT display_name FROM users WHERE id = guardian_id) AS guardian`,
);
const asked = statement(
  'records.child-collection',
  `SELECT g.student_id AS "studentId", g.id, g.collection_agreed_at AS "agreedAt", g.collection_withdrawn_at AS "withdrawnAt",
     f.collection_suspended_at IS NOT NULL AS rests
   FROM guardianships g JOIN institutions i ON i.id = g.institution_id JOIN rights_facts f ON f.user_id = g.student_id
   WHERE g.guardian_id = $1 AND ($2::uuid IS NULL OR g.student_id = $2::uuid) AND g.ended_at IS NULL
     AND f.birth_date > (now() AT TIME ZONE i.time_zone)::date - interval '13 years' AND is_guardian_of(g.student_id)`,
);

const holdOwn = statement(
  'records.hold-guardianship',
  'SELECT 1 FROM guardianships WHERE guardian_id = $1 AND student_id = $2 AND ended_at IS NULL FOR NO KEY UPDATE',
);

/** What a guardian is asked about the data of a child under 13. */
export type ChildCollection = {
  /** Of the guardianship. */
  id: string;
  /** Since when the guardian agrees; null: does not. Another guardian may. */
  agreedAt: string | null;
  /** When the guardian last took it back. */
  withdrawnAt: string | null;
  /** Whether the account rests because nobody agrees. */
  rests: boolean;
};

/** What the viewer is asked as a guardian, by the ids of the children under 13 whose rights they hold. */
export const getCollections = async (viewer: Viewer): Promise<Map<string, ChildCollection>> => {
  type Row = ChildCollection & { studentId: string };
  const rows = await asViewer(viewer, (tx) => tx.rows<Row>(asked, [viewer.userId, null]));
  return new Map(rows.map(({ studentId, ...collection }) => [studentId, collection]));
};

/** What the viewer is asked as the guardian of a student; null: nothing, where the child is 13 or the rights are not the viewer's. */
export const readChildCollection = async (
  tx: Transaction,
  viewer: Viewer,
  studentId: string,
): Promise<ChildCollection | null> =>
  (await tx.rows<ChildCollection>(asked, [viewer.userId, studentId]))[0] ?? null;

/**
 * Records that a guardian agrees that data of a child under 13 is collected, or does so no longer, and how they said so: an agreement
 * has to be verifiable (16 CFR 312.5). The words stand in the trail.
 */
export const recordCollectionConsent = (
  viewer: Viewer | null,
  raw: unknown,
): Promise<Settled & { agrees: boolean }> =>
  perform(
    {
      input: collectionInput,
      action: 'guardian.collection',
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { id, agrees, how } }) => {
        const [changed] = await tx.rows<{ studentId: string; guardian: string }>(agree, [
          id,
          admin.institutionId,
          agrees,
        ]);
        if (!changed) throw notFound();
        requireOthersRecord(admin, changed.studentId);
        const settled = await settleCollection(tx, admin, changed.studentId);
        const { guardian, studentId } = changed;
        const said = { agrees, guardian, rests: settled.rests };
        return { value: { ...settled, agrees }, audit: event(id, studentId, said, how) };
      },
    },
    viewer,
    raw,
  );

/**
 * A guardian who holds the rights agrees for themselves, with a signature, or takes it back (16 CFR 312.6). The account rests or
 * wakes behind it, in a transaction of the product's own: where that is cut off, the worker does it (`settleCollections`).
 *
 * @returns what became of the child's account
 */
export async function answerCollection(viewer: Viewer | null, raw: unknown): Promise<Settled> {
  const studentId = await perform(
    {
      input: collectionAnswer,
      action: 'guardian.collection',
      allow: ({ institutionId }) => institutionId !== null,
      run: async ({ tx, viewer: guardian, input: { studentId, agrees, signature } }) => {
        await tx.rows(holdOwn, [guardian.userId, studentId]);
        const child = await readChildCollection(tx, guardian, studentId);
        if (!child) throw deniedRecord(studentId, 'whether data of a child is collected');
        if (agrees) requireSigned(guardian, signature);
        if ((child.agreedAt !== null) === agrees) return { value: studentId, audit: nothingChanged };
        const changed = await tx.rows(agree, [child.id, guardian.institutionId, agrees]);
        if (changed.length === 0) throw deniedRecord(studentId, 'whether data of a child is collected');
        const how = agrees ? `Signed in, and signed “${guardian.displayName}”` : 'Signed in';
        return { value: studentId, audit: event(child.id, studentId, { agrees }, how) };
      },
    },
    viewer,
    raw,
  );
  return asSystem((tx) => settleCollection(tx, null, studentId));
}

function requireSigned(guardian: Viewer, signature: string): void {
  if (isNameOf(guardian, signature)) return;
  throw new Refusal('invalid', signWith(guardian), { signature: signWith(guardian) });
}

const event = (id: string, studentId: string, details: AuditEvent['details'], how: string) => ({
  action: 'guardian.collection',
  objectType: 'guardianship',
  objectId: id,
  studentId,
  justification: how,
  details,
});
