import type pg from 'pg';
import type { Classroom } from './fixtures';

/** What is kept in confidence. Values have the form of sealed ones; nothing here opens them. */
export async function fillConfidential(
  owner: pg.Client,
  { institutionId, studentIds }: Classroom,
): Promise<void> {
  const sealed = Buffer.from(`0101${'00'.repeat(60)}`, 'hex');
  for (const studentId of studentIds) {
    await owner.query(
      "INSERT INTO student_details (student_id, institution_id, ssn_sealed, changed_by) VALUES ($1, $2, $3, 'x')",
      [studentId, institutionId, sealed],
    );
    await owner.query(
      `INSERT INTO academic_entries (id, student_id, institution_id, kind, happened_on, content_sealed, author_name)
       VALUES (gen_random_uuid(), $1, $2, 'GRADE', '2026-03-02', $3, 'x')`,
      [studentId, institutionId, sealed],
    );
  }
}

/** What students may ask and decide about their records, one of each for each student. */
export async function fillRights(
  owner: pg.Client,
  { institutionId, adminId, instructorId, studentIds }: Classroom,
): Promise<void> {
  for (const studentId of studentIds) {
    await owner.query(
      `WITH f AS (INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, '2000-01-01', $3)),
         g AS (
           INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
           VALUES ($4, $1, $2, 'x', 'x', $3)),
         c AS (
           INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, signature, signed_on, expires_on)
           VALUES ($1, $2, $1, 'full', 'x', 'x', 'x', '2026-01-01', '2030-01-01')),
         e AS (
           INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients)
           VALUES ($1, $2, $4, 'x', 'full', 'x', 'x')),
         h AS (
           INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name) VALUES ($2, $1, 'x', $3, 'x')),
         r AS (INSERT INTO erasure_requests (student_id, institution_id, requested_by) VALUES ($1, $2, $1)),
         x AS (INSERT INTO erasures (user_id) VALUES ($1)),
         a AS (
           INSERT INTO amendment_requests (student_id, institution_id, requested_by, state, contested, wanted, reason)
           VALUES ($1, $2, $1, 'STATED', 'x', 'x', 'x') RETURNING id),
         s AS (
           INSERT INTO record_statements (amendment_id, student_id, institution_id, contested, statement, stated_by)
           SELECT id, $1, $2, 'x', 'x', $1 FROM a),
         d AS (
           INSERT INTO disclosures (student_id, institution_id, disclosed_on, party, interest, records, recorded_by, recorder_name)
           VALUES ($1, $2, '2026-03-02', 'x', 'x', 'x', $3, 'x')),
         i AS (
           INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
           VALUES ($1, $2, $1, '2026-03-02', 'x'))
       INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)`,
      [studentId, institutionId, adminId, instructorId],
    );
  }
}

/** What administrators ask of the server and settle about its findings. */
export async function fillOperations(owner: pg.Client, { institutionId, adminId }: Classroom): Promise<void> {
  await owner.query(
    `INSERT INTO backup_requests (work, institution_id, requested_by, requester_name, started_at)
     VALUES ('DRILL', $1, $2, 'x', now())`,
    [institutionId, adminId],
  );
  await owner.query(
    `WITH r AS (
       INSERT INTO backup_retentions (institution_id, label, every_days, any_moment_days, monthly_days, set_by, setter_name)
       VALUES ($1, 'x', 40, 400, 4000, $2, 'x')),
     t AS (
       INSERT INTO retention_terms (institution_id, kind, days, reason, set_by, setter_name, counts_from)
       VALUES ($1, 'riskScores', 400, 'x', $2, 'x', now()))
     INSERT INTO performance_mutes (institution_id, check_name, object, reason, muted_by, muter_name, expires_at)
     VALUES ($1, 'settings', '', 'Nothing has to be done.', $2, 'x', now() + interval '7 days')`,
    [institutionId, adminId],
  );
}
