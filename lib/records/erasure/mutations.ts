import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { readOwnRequest } from '../own-request';
import { readRelation } from '../relation';
import { requireHolder } from '../require-holder';
import { type ErasureFacts, erasureFactColumns, erasureObstacle } from './obstacle';
import { erasureId, erasureInput } from './schema';

const insert = statement(
  'records.ask-erasure',
  `INSERT INTO erasure_requests (student_id, institution_id, requested_by) VALUES ($1, institution_of($1), $2)
   ON CONFLICT (student_id) WHERE state IN ('REQUESTED', 'APPROVED') DO NOTHING RETURNING id`,
);
const find = statement(
  'records.erasure',
  'SELECT student_id AS "studentId", recorded_by AS "recordedBy" FROM erasure_requests WHERE id = $1',
);
const withdraw = statement(
  'records.withdraw-erasure',
  "UPDATE erasure_requests SET state = 'WITHDRAWN' WHERE id = $1 AND state = 'REQUESTED' RETURNING id",
);
const facts = statement(
  'records.erasure-facts',
  `SELECT r.student_id AS "studentId", ($3 IN (r.requested_by, r.student_id, r.recorded_by)
       OR EXISTS (SELECT 1 FROM guardianships g WHERE g.student_id = r.student_id AND g.guardian_id = $3)) AS "isOwn",
     holds_rights(r.requested_by, r.student_id) AS "isAskedByHolder",
     ${erasureFactColumns('r.student_id')}
   FROM erasure_requests r JOIN institutions i ON i.id = r.institution_id
   WHERE r.id = $1 AND r.institution_id = $2 AND r.state = 'REQUESTED'`,
);
const decide = statement(
  'records.decide-erasure',
  `UPDATE erasure_requests SET state = $2, ground = $3, decided_by = $4, decider_name = $5, decided_at = now()
   WHERE id = $1 AND state = 'REQUESTED' RETURNING id`,
);

/** `isOwn`: of whoever decides or a child of theirs, or entered by them. */
type Asked = { studentId: string; isOwn: boolean | null };

/** Asks to be forgotten. One open request a student. */
export const askErasure = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: erasureInput,
      allow: ({ institutionId }) => institutionId !== null,
      run: async ({ tx, viewer: asker, input: { studentId = asker.userId } }) => {
        requireHolder(await readRelation(tx, asker, studentId), studentId);
        const [made] = await tx.rows<{ id: string }>(insert, [studentId, asker.userId]);
        if (!made) throw new Refusal('conflict', 'A request is open already.');
        return { value: undefined, audit: event('erasure.ask', made.id, studentId) };
      },
    },
    viewer,
    raw,
  );

/** Takes a request back that has not been decided: whoever holds the rights now, or entered what came by letter. */
export const withdrawErasure = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: erasureId,
      action: 'erasure.withdraw',
      allow: () => true,
      run: async ({ tx, viewer: asker, input: { id } }) => {
        const studentId = await readOwnRequest(tx, asker, find, id);
        if ((await tx.rows(withdraw, [id])).length === 0) throw notFound();
        return { value: undefined, audit: event('erasure.withdraw', id, studentId) };
      },
    },
    viewer,
    raw,
  );

/**
 * Decides on a request by the retention schedule: approved, it is carried out by the worker within minutes; refused, the
 * ground is told. The administrator starts the decision and cannot bend it.
 */
export const decideErasure = (viewer: Viewer | null, raw: unknown): Promise<'APPROVED' | 'REFUSED'> =>
  perform(
    {
      input: erasureId,
      action: 'erasure.decide',
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { id } }) => {
        const asked = [id, admin.institutionId, admin.userId];
        const [found] = await tx.rows<ErasureFacts & Asked>(facts, asked);
        if (!found) throw notFound();
        if (found.isOwn)
          throw new Refusal(
            'forbidden',
            'You asked for this, entered it or are a guardian: another administrator decides.',
          );
        const ground = erasureObstacle(found);
        const state = ground === null ? 'APPROVED' : 'REFUSED';
        const by = [admin.userId, admin.displayName];
        const decided = await tx.rows(decide, [id, state, ground, ...by]);
        if (decided.length === 0) throw notFound();
        const audit = { ...event('erasure.decide', id, found.studentId), details: { state, ground } };
        return { value: state, audit };
      },
    },
    viewer,
    raw,
  );

const event = (action: string, objectId: string, studentId: string) => ({
  action,
  objectType: 'erasure request',
  objectId,
  studentId,
});
