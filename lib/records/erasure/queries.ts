import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { queueSize } from '../queues';
import type { ErasureRequest } from './schema';

const columns = `r.id, r.student_id AS "studentId", coalesce(u.display_name, '') AS "studentName",
  r.requested_at AS "requestedAt", CASE WHEN r.requested_by <> r.student_id THEN asker.display_name END AS "guardianName", r.received_on AS "receivedOn", r.recorded_by AS "recordedBy", r.recorder_name AS "recorderName", r.state, r.decider_name AS "deciderName", r.decided_at AS "decidedAt", r.ground
  FROM erasure_requests r LEFT JOIN users u ON u.id = r.student_id
  LEFT JOIN users asker ON asker.id = r.requested_by`;

const own = statement(
  'records.own-erasures',
  `SELECT ${columns} WHERE r.student_id = $1 ORDER BY r.requested_at DESC, r.id LIMIT 50`,
);
const queue = statement(
  'records.erasures',
  `SELECT ${columns} WHERE r.institution_id = $1 AND r.state <> 'WITHDRAWN'
   ORDER BY r.state <> 'REQUESTED', CASE WHEN r.state = 'REQUESTED' THEN r.requested_at END, r.decided_at DESC, r.id LIMIT ${queueSize}`,
);

/** Requests to forget a student, newest first, as far as row security shows them. */
export const readErasures = (tx: Transaction, studentId: string): Promise<ErasureRequest[]> =>
  tx.rows<ErasureRequest>(own, [studentId]);

/** The viewer's requests to be forgotten, newest first. */
export const getOwnErasures = (viewer: Viewer): Promise<ErasureRequest[]> =>
  asViewer(viewer, (tx) => readErasures(tx, viewer.userId));

/** Requests at an institution: first those that wait, the oldest first. The caller audits the look. */
export const readErasureQueue = (tx: Transaction, institutionId: string): Promise<ErasureRequest[]> =>
  tx.rows<ErasureRequest>(queue, [institutionId]);
