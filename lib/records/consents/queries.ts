import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { Consent, ConsentedRecord } from './schema';

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

const toMe = statement(
  'records.consented-to-me',
  `SELECT id, student_id AS "studentId", name, institution, records, purpose, expires_on AS "expiresOn"
   FROM consented_records() ORDER BY name, student_id, expires_on, id LIMIT 200`,
);

/** The consents about a student's record, newest first; the caller has checked who may see them. */
export const readConsents = (tx: Transaction, studentId: string): Promise<Consent[]> =>
  tx.rows<Consent>(ofStudent, [studentId]);

/** The consents about the viewer's own record, newest first. */
export const getOwnConsents = (viewer: Viewer): Promise<Consent[]> =>
  asViewer(viewer, (tx) => readConsents(tx, viewer.userId));

/** The records that consents open to the viewer today, as the party that they name; by the students' names. */
export const getConsentedRecords = (viewer: Viewer): Promise<ConsentedRecord[]> =>
  asViewer(viewer, (tx) => tx.rows<ConsentedRecord>(toMe));
