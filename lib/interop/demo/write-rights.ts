import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { demoAccounts, demoChild } from './accounts';
import { schoolOfMinors } from './institutions';
import type { DemoPeople } from './people';

const keepFacts = statement(
  'demo.rights-facts',
  `INSERT INTO rights_facts (user_id, birth_date, collection_suspended_at, recorded_by, recorded_at)
   VALUES ($1, $2::timestamptz - $4::interval, CASE WHEN $5::boolean THEN $2::timestamptz - interval '60 days' END, $3,
     $2::timestamptz - interval '60 days')`,
);
const rest = statement(
  'demo.resting-account',
  "UPDATE users SET disabled_at = $2::timestamptz - interval '60 days' WHERE id = $1",
);
const link = statement(
  'demo.guardianship',
  `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by, verified_at)
   VALUES ($1, $2, $3, 'mother', $4, $5, $6::timestamptz - interval '60 days')`,
);

const consent = statement(
  'demo.consent',
  `INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, party_email, signature, signed_on,
     expires_on, created_at)
   VALUES ($1, $2, $1, 'academic', 'A scholarship', $3, $4, $5, $6::date - 20, $6::date + 345, $6::timestamptz - interval '20 days')`,
);

/**
 * Links the demo guardian with a student of fifteen, whose rights the guardian holds, and with one of nine, whose account rests
 * until the guardian agrees that data is collected.
 */
export async function writeGuardian(
  tx: Transaction,
  { students, admins, guardian, youngerChild }: DemoPeople,
  institutionId: string,
  now: Date,
): Promise<void> {
  const child = students.find(({ email }) => email === demoChild.email);
  const registrar = admins.find(({ institution }) => institution === schoolOfMinors);
  if (!child || !registrar) throw new Error('The demo has no child, or nobody who verified its guardian.');
  const seen = 'Birth certificate and identity card seen at enrolment';
  const minors = [
    { id: child.id, age: '15 years 40 days', rests: false },
    { id: youngerChild.id, age: '9 years 70 days', rests: true },
  ];
  for (const { id, age, rests } of minors) {
    await tx.rows(keepFacts, [id, now.toISOString(), registrar.id, age, rests]);
    await tx.rows(link, [guardian.id, id, institutionId, seen, registrar.id, now.toISOString()]);
  }
  await tx.rows(rest, [youngerChild.id, now.toISOString()]);
}

/** The demo student lets the demo guardian, who is from elsewhere, see the academic record. */
export async function writeConsent(
  tx: Transaction,
  { students, guardian }: DemoPeople,
  institutionId: string,
  now: Date,
): Promise<void> {
  const student = students.find(({ email }) => email === demoAccounts.student.email);
  if (!student) throw new Error('The demo has no student.');
  const party = [guardian.displayName, guardian.email];
  await tx.rows(consent, [student.id, institutionId, ...party, student.displayName, now.toISOString()]);
}
