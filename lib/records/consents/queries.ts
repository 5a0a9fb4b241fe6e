import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { Consent } from './schema';

const ofStudent = statement(
  'records.consents',
  `SELECT c.id, c.student_id AS "studentId", c.records, c.purpose, c.party_name AS "partyName", c.party_email AS "partyEmail",
     c.signature, c.signed_on AS "signedOn", c.expires_on AS "expiresOn", c.revoked_at AS "revokedAt",
     c.expires_on < t.today AS "isOver",
     NOT consent_counts(c.id) AS "isSuperseded"
   FROM consents c JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t WHERE c.student_id = $1
   ORDER BY c.created_at DESC, c.id LIMIT 200`,
);

/** The consents about a student's record, newest first; the caller has checked who may see them. */
export const readConsents = (tx: Transaction, studentId: string): Promise<Consent[]> =>
  tx.rows<Consent>(ofStudent, [studentId]);

/** The consents about the viewer's own record, newest first. */
export const getOwnConsents = (viewer: Viewer): Promise<Consent[]> =>
  asViewer(viewer, (tx) => readConsents(tx, viewer.userId));
