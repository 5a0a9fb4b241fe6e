import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { queueSize } from '../queues';
import { inspectionClock } from './clock';
import type { Inspection } from './schema';

const columns = `r.id, r.student_id AS "studentId", coalesce(u.display_name, '') AS "studentName",
  r.requested_at AS "requestedAt", CASE WHEN r.requested_by <> r.student_id THEN asker.display_name END AS "guardianName", r.requested_on AS "requestedOn", r.wants,
  r.recorded_by AS "recordedBy", r.recorder_name AS "recorderName", CASE WHEN r.recorded_by IS NOT NULL THEN r.requested_on END AS "receivedOn", r.withdrawn_at AS "withdrawnAt",
  r.answered_at AS "answeredAt", r.answered_on AS "answeredOn", r.answerer_name AS "answererName", r.answer, r.released,
  (now() AT TIME ZONE i.time_zone)::date AS today
  FROM inspection_requests r JOIN institutions i ON i.id = r.institution_id LEFT JOIN users u ON u.id = r.student_id
  LEFT JOIN users asker ON asker.id = r.requested_by`;

const asked = statement(
  'records.own-inspections',
  `SELECT ${columns} WHERE r.student_id = $1 ORDER BY r.requested_at DESC, r.id LIMIT 100`,
);
const queue = statement(
  'records.inspections',
  `SELECT ${columns} WHERE r.institution_id = $1 AND r.withdrawn_at IS NULL
   ORDER BY r.answered_at IS NOT NULL, CASE WHEN r.answered_at IS NULL THEN r.requested_on END, CASE WHEN r.answered_at IS NULL THEN r.requested_at END, r.answered_at DESC, r.id LIMIT ${queueSize}`,
);

type Row = Omit<Inspection, 'clock'> & { answeredOn: string | null; today: string };

async function read(rows: Promise<Row[]>): Promise<Inspection[]> {
  return (await rows).map(({ answeredOn, today, ...request }) => ({
    ...request,
    clock: inspectionClock(request.requestedOn, answeredOn, today),
  }));
}

/** Requests about a student's record, newest first, as far as row security shows them. */
export const readInspections = (tx: Transaction, studentId: string): Promise<Inspection[]> =>
  read(tx.rows<Row>(asked, [studentId]));

/** The viewer's requests to inspect a record, newest first. */
export const getOwnInspections = (viewer: Viewer): Promise<Inspection[]> =>
  asViewer(viewer, (tx) => readInspections(tx, viewer.userId));

/** Requests at an institution: first the open ones, the oldest first. The caller audits the look. */
export const readInspectionQueue = (tx: Transaction, institutionId: string): Promise<Inspection[]> =>
  read(tx.rows<Row>(queue, [institutionId]));
