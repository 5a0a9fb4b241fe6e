import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { readOwnRequest } from '../own-request';
import { readRelation } from '../relation';
import { requireHolder } from '../require-holder';
import { inspectionAnswer, inspectionId, inspectionInput } from './schema';

const insert = statement(
  'records.ask-inspection',
  `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
   VALUES ($1, institution_of($1), $2, $3, $4)
   ON CONFLICT (student_id) WHERE answered_at IS NULL AND withdrawn_at IS NULL DO NOTHING RETURNING id`,
);
const find = statement(
  'records.inspection',
  'SELECT student_id AS "studentId", recorded_by AS "recordedBy" FROM inspection_requests WHERE id = $1',
);
const askedBy = statement(
  'records.inspection-asked-by',
  `SELECT holds_rights(requested_by, student_id) AS "byHolder" FROM inspection_requests WHERE id = $1`,
);
const withdraw = statement(
  'records.withdraw-inspection',
  `UPDATE inspection_requests SET withdrawn_at = now()
   WHERE id = $1 AND answered_at IS NULL AND withdrawn_at IS NULL RETURNING id`,
);
const closed = statement(
  'records.closed-inspection',
  `SELECT answered_at IS NOT NULL AS "isAnswered" FROM inspection_requests
   WHERE id = $1 AND institution_id = $2 AND $3 NOT IN (requested_by, student_id)
     AND (answered_at IS NOT NULL OR withdrawn_at IS NOT NULL)`,
);
const answerOpen = statement(
  'records.answer-inspection',
  `UPDATE inspection_requests r SET answered_at = now(), answered_on = (now() AT TIME ZONE i.time_zone)::date,
     answerer_id = $2, answerer_name = $3, answer = $4, released = $5
   FROM institutions i WHERE i.id = r.institution_id AND r.id = $1 AND r.institution_id = $6
     AND r.answered_at IS NULL AND r.withdrawn_at IS NULL AND $2 NOT IN (r.requested_by, r.student_id)
     AND NOT EXISTS (SELECT 1 FROM guardianships g WHERE g.student_id = r.student_id AND g.guardian_id = $2) RETURNING r.student_id AS "studentId"`,
);

/** Asks to inspect the own record, or a child's; the institution has 45 days. One open request a record. */
export const askInspection = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: inspectionInput,
      allow: ({ institutionId }) => institutionId !== null,
      run: async ({ tx, viewer: asker, input: { studentId = asker.userId, wants } }) => {
        const relation = await readRelation(tx, asker, studentId);
        requireHolder(relation, studentId);
        const made = await tx.rows<{ id: string }>(insert, [studentId, asker.userId, relation.today, wants]);
        if (!made[0]) throw new Refusal('conflict', 'A request is open already.');
        return { value: undefined, audit: event('inspection.ask', made[0].id, studentId) };
      },
    },
    viewer,
    raw,
  );

/** Takes an open request back: whoever holds the rights in the record now, or entered what came by letter. */
export const withdrawInspection = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: inspectionId,
      action: 'inspection.withdraw',
      allow: () => true,
      run: async ({ tx, viewer: asker, input: { id } }) => {
        const studentId = await readOwnRequest(tx, asker, find, id);
        if ((await tx.rows(withdraw, [id])).length === 0) throw notFound();
        return { value: undefined, audit: event('inspection.withdraw', id, studentId) };
      },
    },
    viewer,
    raw,
  );

/** Answers an open request of the administrator's institution that somebody else made, once; releasing it shows the student what others noted. */
export const answerInspection = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: inspectionAnswer,
      action: 'inspection.answer',
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { id, released, answer } }) => {
        if (released) await requireAskedByHolder(tx, id);
        const by = [admin.userId, admin.displayName, answer, released, admin.institutionId];
        const [done] = await tx.rows<{ studentId: string }>(answerOpen, [id, ...by]);
        if (!done) throw await whyNotAnswered(tx, admin, id);
        const audit = { ...event('inspection.answer', id, done.studentId), details: { released } };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/** Somebody else was first, or whoever asked took it back; what is not theirs to answer is not there. */
async function whyNotAnswered(tx: Transaction, admin: Viewer, id: string): Promise<Refusal> {
  const [request] = await tx.rows<{ isAnswered: boolean }>(closed, [id, admin.institutionId, admin.userId]);
  if (!request) return notFound();
  const what = request.isAnswered ? 'answered' : 'taken back';
  return new Refusal('conflict', `It was ${what} meanwhile. Reload the page to see it as it is.`);
}

async function requireAskedByHolder(tx: Transaction, id: string): Promise<void> {
  const [asked] = await tx.rows<{ byHolder: boolean }>(askedBy, [id]);
  if (asked?.byHolder === false)
    throw new Refusal(
      'conflict',
      'Whoever asked does not hold the rights in this record now: answer without giving it out.',
    );
}

const event = (action: string, objectId: string, studentId: string) => ({
  action,
  objectType: 'inspection request',
  objectId,
  studentId,
});
